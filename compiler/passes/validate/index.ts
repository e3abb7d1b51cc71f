import { collectDiagnostics } from "../../diagnostics/collector.ts";
import type { PassResult, Reporter } from "../../diagnostics/diagnostic.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import type { Kind, Metadata, ParsedDocument, SpecDocument } from "../../kinds/document.ts";
import { kinds as allKinds } from "../../kinds/index.ts";
import type { KindDefinition } from "../../kinds/kind.ts";
import { apiVersion } from "../../kinds/shell.ts";
import { entryOf, type YamlMap } from "../../source/node.ts";
import { errorsOf } from "./ajv.ts";
import { reportErrors } from "./errors.ts";
import { locatedDocument } from "./located.ts";
import { type Origins, readNode } from "./reading.ts";

/**
 * Validate: each document against its kind's JSON Schema. What comes out is plain data with a place for everything; a document
 * with an error is told and left out, and references to it stay silent.
 */
export function validate(
  parsed: readonly ParsedDocument[],
  kinds: readonly KindDefinition[] = allKinds,
): PassResult<readonly SpecDocument[]> {
  const results = parsed.filter(({ broken }) => !broken).map((document) => validated(document, kinds));
  return {
    output: results.flatMap(({ output }) => output ?? []),
    diagnostics: results.flatMap(({ diagnostics }) => diagnostics),
  };
}

interface Validated extends PassResult<SpecDocument | undefined> {
  readonly kinds: readonly KindDefinition[];
}

/** A document is validated once, however often an estate that is watched is compiled. */
const validatedDocuments = new WeakMap<ParsedDocument, Validated>();

function validated(document: ParsedDocument, kinds: readonly KindDefinition[]): Validated {
  const known = validatedDocuments.get(document);
  if (known?.kinds === kinds) return known;
  const reporter = collectDiagnostics();
  const result = {
    kinds,
    output: validateOne(document, kinds, reporter),
    diagnostics: reporter.diagnostics,
  };
  validatedDocuments.set(document, result);
  return result;
}

function validateOne(
  { file, node }: ParsedDocument,
  kinds: readonly KindDefinition[],
  reporter: Reporter,
): SpecDocument | undefined {
  const kind = kindOf(node, kinds, reporter);
  if (!kind || !versionFits(node, reporter)) return undefined;
  const origins: Origins = new WeakMap();
  const data = readNode(node, kind.schema, kind.schema, origins);
  const errors = errorsOf(kind, data);
  if (errors.length > 0) {
    reportErrors(errors, node, kind.schema, reporter);
    return undefined;
  }
  const { metadata, spec } = data as { metadata: Metadata; spec: unknown }; // the schema has said so
  return locatedDocument({ kind: kind.name, file, metadata, spec, node }, origins);
}

function kindOf(node: YamlMap, kinds: readonly KindDefinition[], reporter: Reporter): Kind | undefined {
  const said = entryOf(node, "kind")?.value;
  if (said?.type !== "scalar" || said.text === "") {
    reporter.report("WB1105", said?.span ?? node.entries[0]?.key.span ?? node.span, "`kind` is missing.", {
      help: `Add \`kind:\` and one of ${kinds.map(({ name }) => name).join(", ")}.`,
    });
    return undefined;
  }
  const kind = kinds.find(({ name }) => name === said.text);
  if (kind) return kind;
  const names = kinds.map(({ name }) => name);
  const near = nearest(said.text, names);
  reporter.report("WB1102", said.span, `There is no kind \`${said.text}\`.`, {
    help: near === undefined ? `There are ${names.join(", ")}.` : `Did you mean \`${near}\`?`,
    ...(near === undefined
      ? {}
      : { fix: { description: `Write ${near}`, edits: [{ span: said.span, text: near }] } }),
  });
  return undefined;
}

function versionFits(node: YamlMap, reporter: Reporter): boolean {
  const said = entryOf(node, "apiVersion")?.value;
  if (!said || (said.type === "scalar" && said.text === apiVersion)) return true;
  const repair =
    said.type === "scalar"
      ? {
          help: `Here is \`${said.text}\`.`,
          fix: { description: `Write ${apiVersion}`, edits: [{ span: said.span, text: apiVersion }] },
        }
      : {};
  reporter.report("WB1103", said.span, `\`apiVersion\` must be \`${apiVersion}\`.`, repair);
  return false;
}
