import { collectDiagnostics } from "../../diagnostics/collector.ts";
import type { Diagnostic, PassResult, Reporter } from "../../diagnostics/diagnostic.ts";
import type { ParsedDocument } from "../../kinds/document.ts";
import type { SourceFile, Sources } from "../../source/source.ts";
import { readYaml, type YamlDocument } from "../../yaml/read.ts";
import { lostDocuments } from "./lost.ts";
import { isResourcePath, isSpec, mayBeSpec } from "./spec-file.ts";

export interface Parsed {
  /** In the order of files and documents; those with YAML errors are among them, marked. */
  readonly documents: readonly ParsedDocument[];
  /** Every other file: schemas, examples, tables, modules. */
  readonly resources: Sources;
}

/** Parse: YAML to trees with exact places. What is not a spec is left as it is for whoever refers to it. */
export function parse(sources: Sources): PassResult<Parsed> {
  const documents: ParsedDocument[] = [];
  const diagnostics: Diagnostic[] = [];
  const resources = new Map<string, SourceFile>();
  for (const file of sources.values()) {
    const read = parsedFile(file);
    if (read.output) documents.push(...read.output);
    else resources.set(file.path, file);
    diagnostics.push(...read.diagnostics);
  }
  return { output: { documents, resources }, diagnostics };
}

type ParsedFile = PassResult<readonly ParsedDocument[] | undefined>;

/** A file is parsed once, however often an estate that is watched is compiled. */
const parsedFiles = new WeakMap<SourceFile, ParsedFile>();

function parsedFile(file: SourceFile): ParsedFile {
  const known = parsedFiles.get(file);
  if (known) return known;
  const reporter = collectDiagnostics();
  const read = readSpecs(file, reporter);
  const found = read?.flatMap((document) => parsedDocument(file, document, reporter));
  const lost = found && read?.some(({ broken }) => broken) ? lostDocuments(file, found) : [];
  const output = found && [...found, ...lost];
  const result = { output, diagnostics: reporter.diagnostics };
  parsedFiles.set(file, result);
  return result;
}

/** The documents of a spec file; undefined where the file is none, and then nobody is told what is wrong with it as YAML. */
function readSpecs(file: SourceFile, reporter: Reporter): readonly YamlDocument[] | undefined {
  if (isResourcePath(file.path) || !mayBeSpec(file.text)) return undefined;
  const collected = collectDiagnostics();
  const read = readYaml(file, collected);
  if (!isSpec(read.map((document) => document.node)) && !isSpecByText(file.text, read)) return undefined;
  for (const { code, span, message, ...more } of collected.diagnostics) {
    reporter.report(code, span, message, more);
  }
  return read;
}

/** YAML may be so broken that nothing of it can be read; then its first column tells. */
function isSpecByText(text: string, read: readonly YamlDocument[]): boolean {
  const readable = read.some(({ node, broken }) => node.type === "map" && !broken);
  return !readable && /^(?:apiVersion|kind):/m.test(text) && !/^(?:openapi|swagger):/m.test(text);
}

function parsedDocument(
  file: SourceFile,
  { node, broken }: YamlDocument,
  reporter: Reporter,
): readonly ParsedDocument[] {
  if (node.type === "map") return [{ file: file.path, node, ...(broken && { broken: true as const }) }];
  if (!broken) {
    reporter.report(
      "WB1101",
      node.span,
      `A document is a map, not a ${node.type === "list" ? "list" : "single value"}.`,
      {
        help: "Begin it with `kind: …`, or put `---` between documents and nothing else.",
      },
    );
  }
  return [];
}
