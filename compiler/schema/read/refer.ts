import { posix } from "node:path";
import type { Reporter } from "../../diagnostics/diagnostic.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import type { YamlNode } from "../../source/node.ts";
import type { Sources } from "../../source/source.ts";
import { builtins } from "../builtin.ts";
import { textOf } from "../data.ts";
import { pointTo, stepsOf } from "../pointer.ts";
import { isBroken, resourceOf } from "../resource.ts";
import type { Place } from "./reader.ts";

/** A contract's schema, as a schema may refer to it by `order@2`. */
export interface ContractSchema {
  readonly node: YamlNode;
  readonly file: string;
  /** In PascalCase. */
  readonly name: string;
}

export interface SchemaContext {
  readonly sources: Sources;
  /** The schema of a contract; undefined where there is none, or where it is reported already. */
  contract(reference: string): ContractSchema | undefined;
}

/** What a `$ref` leads to: its node, where that stands, a key that is the same for all who refer to it, and what to call it. */
export interface Target {
  readonly node: YamlNode;
  readonly place: Place;
  readonly key: string;
  readonly name: string;
  /** It is a definition, made to be referred to; else a place in the middle of something. */
  readonly isDefinition: boolean;
}

/** Undefined, and reported, where it leads nowhere. */
export function targetOf(
  reference: YamlNode,
  place: Place,
  context: SchemaContext,
  reporter: Reporter,
): Target | undefined {
  const text = textOf(reference);
  if (text === undefined) {
    reporter.report("WB2104", reference.span, "`$ref` is text.");
    return undefined;
  }
  if (text.startsWith("waybill:")) return unknownBuiltin(text, reference, reporter);
  if (/^[a-z][a-z0-9-]*@\d+$/.test(text)) return contractTarget(text, reference, context, reporter);
  const [path = "", pointer = ""] = splitAtHash(text);
  if (/^[a-z][a-z0-9+.-]*:/i.test(path)) {
    reporter.report("WB2101", reference.span, `"${text}" is an address; schemas are read from files only.`, {
      help: "Save the document beside the spec and refer to the file, so that a build gives the same result everywhere and tomorrow.",
    });
    return undefined;
  }
  const target = path === "" ? place : filePlace(path, reference, place, context.sources, reporter);
  return target && pointed(target, pointer, reference, reporter);
}

function splitAtHash(text: string): readonly string[] {
  const hash = text.indexOf("#");
  return hash < 0 ? [text] : [text.slice(0, hash), text.slice(hash + 1)];
}

function unknownBuiltin(text: string, reference: YamlNode, reporter: Reporter): undefined {
  const near = nearest(text, Object.keys(builtins));
  reporter.report("WB2101", reference.span, `There is no built-in type "${text}".`, {
    help: near ? `Did you mean \`${near}\`?` : `The built-in types are ${Object.keys(builtins).join(", ")}.`,
  });
}

function contractTarget(
  text: string,
  reference: YamlNode,
  context: SchemaContext,
  reporter: Reporter,
): Target | undefined {
  const contract = context.contract(text);
  if (!contract) {
    reporter.report("WB2101", reference.span, `There is no contract "${text}".`, {
      help: "A contract is named with its major version: `order@2`.",
    });
    return undefined;
  }
  const place: Place = {
    file: contract.file,
    root: contract.node,
    id: `${contract.file}@${contract.node.span.start}`,
  };
  return { node: contract.node, place, key: `${place.id}#`, name: contract.name, isDefinition: true };
}

function filePlace(
  path: string,
  reference: YamlNode,
  place: Place,
  sources: Sources,
  reporter: Reporter,
): Place | undefined {
  const file = posix.normalize(posix.join(posix.dirname(place.file), path));
  const source = sources.get(file);
  if (!source) {
    const near = nearest(file, sources.keys());
    const relative = near && posix.relative(posix.dirname(place.file), near);
    reporter.report("WB2101", reference.span, `There is no file "${file}".`, {
      help: relative ? `Did you mean \`${relative}\`?` : "A path is relative to the file that says it.",
    });
    return undefined;
  }
  const tree = resourceOf(source);
  if (isBroken(tree)) {
    // What ends too early is told at the file's end.
    const end = Math.min(tree.offset + 1, source.text.length);
    reporter.report("WB2107", { file, start: Math.min(tree.offset, end), end }, tree.message, {
      related: [{ message: "It is referred to here.", span: reference.span }],
    });
    return undefined;
  }
  return { file, root: tree, id: file };
}

function pointed(place: Place, pointer: string, reference: YamlNode, reporter: Reporter): Target | undefined {
  const key = `${place.id}#${pointer}`;
  if (pointer === "")
    return { node: place.root, place, key, name: nameOfFile(place.file), isDefinition: true };
  if (!pointer.startsWith("/")) {
    reporter.report("WB2102", reference.span, `"#${pointer}" names an anchor, which is not supported.`, {
      help: "Point to the place: `#/$defs/Address`.",
    });
    return undefined;
  }
  const found = pointTo(place.root, pointer);
  if ("node" in found) {
    const isDefinition = definitions.has(stepsOf(pointer).at(-2) ?? "");
    return { node: found.node, place, key, name: nameOfPointer(pointer), isDefinition };
  }
  reporter.report("WB2101", reference.span, `"#${pointer}" leads nowhere: there is no "${found.missing}".`, {
    help:
      found.near !== undefined
        ? `Did you mean \`${found.near}\`?`
        : "A pointer goes step by step from the document's root.",
  });
  return undefined;
}

function nameOfFile(file: string): string {
  return posix.basename(file).replace(/(?:\.schema|\.openapi)?\.(?:json|ya?ml)$/, "");
}

const structural = new Set([
  "properties",
  "$defs",
  "definitions",
  "components",
  "schemas",
  "schema",
  "oneOf",
  "anyOf",
  "allOf",
  "additionalProperties",
]);

const definitions = new Set(["$defs", "definitions", "schemas"]);

/** `#/$defs/Address` is Address, `#/properties/lines/items` is lines item. */
function nameOfPointer(pointer: string): string {
  const steps = stepsOf(pointer);
  const last =
    steps.filter((step) => !structural.has(step) && step !== "items" && !/^\d+$/.test(step)).at(-1) ??
    "value";
  return steps.at(-1) === "items" ? `${last} item` : last;
}
