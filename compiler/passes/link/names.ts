import type { Reporter } from "../../diagnostics/diagnostic.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import type { ParsedDocument, SpecDocument } from "../../kinds/document.ts";
import type { Names } from "../../kinds/kind.ts";
import type { Reference } from "../../model/model.ts";
import { entryOf, type YamlNode } from "../../source/node.ts";
import type { Span } from "../../source/source.ts";

/** Every document by what references call it, and the names of those that are broken. */
export interface NameTable extends Names {
  readonly broken: ReadonlySet<string>;
  /** What was found or mentioned so far. */
  readonly references: readonly Reference[];
}

/** The name by which references know a document: contracts with their major version. */
export function referenceName(document: SpecDocument): string {
  return document.kind === "Contract"
    ? contractName(document.metadata.name, document.spec)
    : document.metadata.name;
}

function contractName(name: string, spec: unknown): string {
  // The kind's schema has checked that a contract has a version.
  const { version } = spec as { readonly version: string };
  return `${name}@${version.split(".")[0]}`;
}

/** Every name that documents give themselves. Reports those that are given twice; of a broken document the name is kept, so that references to it stay silent. */
export function collectNames(
  parsed: readonly ParsedDocument[],
  documents: readonly SpecDocument[],
  kinds: readonly string[],
  reporter: Reporter,
): NameTable {
  const table = new Map<string, SpecDocument>();
  for (const document of documents) {
    const key = `${document.kind} ${referenceName(document)}`;
    const first = table.get(key);
    if (first) reportTwice(document, first, reporter);
    else table.set(key, document);
  }
  const broken = brokenNames(parsed, documents, kinds);
  const references: Reference[] = [];
  return {
    documents: table,
    broken,
    references,
    mention: (reference) => references.push(reference),
    isBroken: (kind, name) => isBroken(broken, kind, name),
    unknown: (what, text, known, span) => {
      const near = nearest(text, known);
      reporter.report("WB1204", span, `There is no ${what} called "${text}".`, suggestion(near, span, known));
    },
    find<Spec>(kind: string, name: string, span: Span) {
      const found = table.get(`${kind} ${name}`);
      if (!found) {
        if (isBroken(broken, kind, name)) references.push({ kind, name, span });
        else reportUnknown(table, kind, name, span, reporter);
        return undefined;
      }
      references.push({ kind, name, span });
      // A document of a kind has that kind's spec: its schema was checked.
      return found as SpecDocument<Spec>;
    },
  };
}

function isBroken(broken: ReadonlySet<string>, kind: string, name: string): boolean {
  const names = kind === "Contract" ? [name, name.replace(/@.*$/, "")] : [name];
  // A document whose kind is misspelt may be of any kind; one without a name may be called anything.
  return (
    broken.has(`${kind} *`) || names.some((one) => broken.has(`${kind} ${one}`) || broken.has(`* ${one}`))
  );
}

function reportTwice(document: SpecDocument, first: SpecDocument, reporter: Reporter): void {
  const name = referenceName(document);
  reporter.report(
    "WB1201",
    document.spanOf(document.metadata, "name"),
    `There are two documents ${document.kind} "${name}".`,
    {
      related: [{ message: "The first one is here.", span: first.spanOf(first.metadata, "name") }],
      help:
        document.kind === "Contract"
          ? "Give one of them another name, or another major version."
          : "Give one of them another name.",
    },
  );
}

function reportUnknown(
  table: ReadonlyMap<string, SpecDocument>,
  kind: string,
  name: string,
  span: Span,
  reporter: Reporter,
): void {
  const known = [...table.keys()]
    .filter((key) => key.startsWith(`${kind} `))
    .map((key) => key.slice(kind.length + 1));
  const base = name.replace(/@.*$/, "");
  const versions = kind === "Contract" ? known.filter((each) => each.startsWith(`${base}@`)) : [];
  if (versions.length > 0) {
    const [only] = versions;
    reporter.report(
      "WB1203",
      span,
      `Contract "${base}" has no version ${name.includes("@") ? name.slice(base.length + 1) : "of that name"}.`,
      {
        help: `There is ${versions.join(", ")}.`,
        ...(versions.length === 1 && only !== undefined && { fix: replaceWith(only, span) }),
      },
    );
    return;
  }
  reporter.report(
    "WB1202",
    span,
    `There is no ${kind} "${name}".`,
    suggestion(nearest(name, known), span, known),
  );
}

function suggestion(near: string | undefined, span: Span, known: Iterable<string>) {
  if (near !== undefined) return { help: `Did you mean "${near}"?`, fix: replaceWith(near, span) };
  const all = [...known];
  return all.length > 0 && all.length <= 12
    ? { help: `There ${all.length === 1 ? "is" : "are"}: ${all.join(", ")}.` }
    : {};
}

function replaceWith(text: string, span: Span) {
  return { description: `Write "${text}".`, edits: [{ span, text }] };
}

/**
 * Documents whose shape is not valid, by kind and name, `*` for one that is not known. Contracts are known without their version,
 * which may be what is broken.
 */
function brokenNames(
  parsed: readonly ParsedDocument[],
  documents: readonly SpecDocument[],
  kinds: readonly string[],
): ReadonlySet<string> {
  const good = new Set<YamlNode>(documents.map((document) => document.node));
  const names = new Set<string>();
  for (const document of parsed) {
    if (good.has(document.node)) continue;
    const said = entryOf(document.node, "kind")?.value;
    const kind = said?.type === "scalar" && kinds.includes(said.text) ? said.text : "*";
    const name = entryOf(entryOf(document.node, "metadata")?.value, "name")?.value;
    const named = name?.type === "scalar" && name.text !== "" ? name.text : "*";
    if (kind !== "*" || named !== "*") names.add(`${kind} ${named}`);
  }
  return names;
}
