import type { ParsedDocument } from "../../kinds/document.ts";
import { entryOf, type YamlMap, type YamlScalar } from "../../source/node.ts";
import type { SourceFile } from "../../source/source.ts";

const kindLine = /^kind:[ \t]*([\w-]+)/;
const flowName = /^metadata:[ \t]*\{[^}]*?\bname:[ \t]*["']?([\w-]+)/;
const blockName = /^[ \t]+name:[ \t]*["']?([\w-]+)/;

/**
 * Documents that a YAML error swallowed, or of which it left no name: their text still says what they were to be. They are kept
 * as broken ones, so that references to them stay silent, and one slip is told once.
 */
export function lostDocuments(file: SourceFile, found: readonly ParsedDocument[]): readonly ParsedDocument[] {
  const known = new Set(found.map(({ node }) => `${textAt(node, "kind")} ${nameOf(node)}`));
  return file.text.split(/^---.*$/m).flatMap((text) => {
    const lines = text.split("\n");
    const kind = firstOf(lines, kindLine);
    const name = firstOf(lines, flowName) ?? firstOf(underMetadata(lines), blockName);
    if (kind === undefined || name === undefined || known.has(`${kind} ${name}`)) return [];
    const node = mapOf(file, {
      kind: scalar(file, kind),
      metadata: mapOf(file, { name: scalar(file, name) }),
    });
    return [{ file: file.path, node, broken: true as const }];
  });
}

function firstOf(lines: readonly string[], pattern: RegExp): string | undefined {
  for (const line of lines) {
    const found = pattern.exec(line)?.[1];
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The indented lines below `metadata:`. */
function underMetadata(lines: readonly string[]): readonly string[] {
  const start = lines.findIndex((line) => line.startsWith("metadata:")) + 1;
  const length = lines.slice(start).findIndex((line) => /^[^\s#]/.test(line));
  return start === 0 ? [] : lines.slice(start, length < 0 ? undefined : start + length);
}

function textAt(node: YamlMap, key: string): string | undefined {
  const value = entryOf(node, key)?.value;
  return value?.type === "scalar" ? value.text : undefined;
}

function nameOf(node: YamlMap): string | undefined {
  const metadata = entryOf(node, "metadata")?.value;
  return metadata?.type === "map" ? textAt(metadata, "name") : undefined;
}

function mapOf(file: SourceFile, values: Readonly<Record<string, YamlMap | YamlScalar>>): YamlMap {
  const entries = Object.entries(values).map(([key, value]) => ({ key: scalar(file, key), value }));
  return { type: "map", span: { file: file.path, start: 0, end: 0 }, flow: false, entries };
}

function scalar(file: SourceFile, text: string): YamlScalar {
  return {
    type: "scalar",
    span: { file: file.path, start: 0, end: 0 },
    text,
    style: "plain",
    offsetAt: () => 0,
  };
}
