import { collectDiagnostics } from "../../../compiler/diagnostics/collector.ts";
import type { Diagnostic } from "../../../compiler/diagnostics/diagnostic.ts";
import type { YamlNode, YamlScalar } from "../../../compiler/source/node.ts";
import { positionAt } from "../../../compiler/source/source.ts";
import { readYaml, type YamlDocument } from "../../../compiler/yaml/read.ts";

export interface Read {
  readonly text: string;
  readonly documents: readonly YamlDocument[];
  readonly diagnostics: readonly Diagnostic[];
  /** `code line:column text-of-the-span` of each diagnostic. */
  readonly told: readonly string[];
}

export function read(text: string): Read {
  const file = { path: "spec.yaml", text };
  const collected = collectDiagnostics();
  const documents = readYaml(file, collected);
  const told = collected.diagnostics.map(({ code, span }) => {
    const { line, column } = positionAt(file, span.start);
    return `${code} ${line}:${column} ${text.slice(span.start, span.end)}`;
  });
  return { text, documents, diagnostics: collected.diagnostics, told };
}

/** A tree as plain data, all scalars as their text. */
export function plain(node: YamlNode | undefined): unknown {
  if (node?.type === "map")
    return Object.fromEntries(node.entries.map(({ key, value }) => [key.text, plain(value)]));
  return node?.type === "list" ? node.items.map(plain) : node?.text;
}

/** The scalar at a path of keys. */
export function scalarAt({ documents }: Read, ...path: readonly string[]): YamlScalar {
  let node = documents[0]?.node;
  for (const part of path) {
    node =
      node?.type === "list"
        ? node.items[Number(part)]
        : node?.type === "map"
          ? node.entries.find(({ key }) => key.text === part)?.value
          : undefined;
  }
  if (node?.type !== "scalar") throw new Error(`no scalar at ${path.join(".")}`);
  return node;
}
