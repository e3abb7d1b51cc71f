import assert from "node:assert/strict";
import { test } from "node:test";
import { collectDiagnostics } from "../../../compiler/diagnostics/collector.ts";
import type { CheckStatement } from "../../../compiler/expressions/check.ts";
import { checkExpressions } from "../../../compiler/expressions/index.ts";
import { isExpression, type YamlNode, type YamlScalar } from "../../../compiler/source/node.ts";
import { positionAt, type SourceFile } from "../../../compiler/source/source.ts";
import { readYaml } from "../../../compiler/yaml/read.ts";
import { types } from "./build.ts";

/** Every expression of a YAML text, checked with `source` in scope: where each problem stands in the file, and what stands there. */
function problemsOf(text: string): readonly string[] {
  const file: SourceFile = { path: "spec.yaml", text };
  const yaml = collectDiagnostics();
  const nodes = readYaml(file, yaml).flatMap(({ node }) => scalarsOf(node));
  assert.deepEqual(yaml.diagnostics, []);
  const statements: readonly CheckStatement[] = [
    { do: "declare", name: "source", type: "systems_shop.Order" },
    ...nodes.map((node, index) => ({ do: "expression" as const, id: String(index), node })),
  ];
  const { diagnostics } = checkExpressions(
    [{ name: "unit", statements }],
    types,
    [],
    new Map([[file.path, file]]),
  );
  return diagnostics.map(({ code, span }) => {
    const { line, column } = positionAt(file, span.start);
    return `${code} ${line}:${column} ${text.slice(span.start, span.end)}`;
  });
}

function scalarsOf(node: YamlNode): readonly YamlScalar[] {
  if (node.type === "map") return node.entries.flatMap(({ value }) => scalarsOf(value));
  if (node.type === "list") return node.items.flatMap(scalarsOf);
  return isExpression(node) ? [node] : [];
}

const places: readonly (readonly [what: string, yaml: string, problem: string])[] = [
  ["a plain scalar", "a: =source.nope", "WB2003 1:12 nope"],
  ["a double-quoted scalar", 'a: "=source.nope"', "WB2003 1:13 nope"],
  [
    "a single-quoted scalar with doubled quotes",
    "a: '=join([''a'', source.nope], '','')'",
    "WB2003 1:26 nope",
  ],
  ["a double-quoted scalar with escapes", 'a: "=join([\\"a\\", source.nope], \\",\\")"', "WB2003 1:26 nope"],
  ["a literal block", "a: |\n  =join([\n    source.name,\n    source.nope,\n  ], ',')\n", "WB2003 4:12 nope"],
  ["a folded block", "a: >-\n  =join([source.name,\n  source.nope], ',')\n", "WB2003 3:10 nope"],
  ["an indented block", "a:\n  b:\n    c: |\n      =upper(\n        source.nope)\n", "WB2003 5:16 nope"],
  ["a flow mapping", 'a: { b: x, c: "=upper(source.nope)" }', "WB2003 1:30 nope"],
  ["a flow list", 'a: [x, "=upper(source.nope)"]', "WB2003 1:23 nope"],
  ["an anchor", "a: &shared =source.nope\nb: x", "WB2003 1:20 nope"],
  ["a plain scalar over two lines", "a: =source.name ==\n  source.nope", "WB2003 2:10 nope"],
  ["a quoted scalar over two lines", 'a: "=source.name ==\n  source.nope"', "WB2003 2:10 nope"],
  ["text of other scripts", "a: =join(['заказ', '注文', '😀', source.nope], '')", "WB2003 1:39 nope"],
  ["Windows line ends", "a: |\r\n  =upper(\r\n  source.nope)\r\n", "WB2003 3:10 nope"],
  ["what the allow-list refuses", 'a: { b: "=new Date()" }', "WB2001 1:11 new Date()"],
  ["what cannot be read", 'a: "=upper(source.name"', "WB2000 1:22 e"],
];

for (const [what, yaml, problem] of places) {
  test(`an error in ${what} is shown at its own place`, () => {
    assert.deepEqual(problemsOf(yaml), [problem]);
  });
}

test("an expression behind an alias is shown where its text stands", () => {
  assert.deepEqual([...new Set(problemsOf("a: &shared =source.nope\nb: *shared"))], ["WB2003 1:20 nope"]);
});

test("a checked expression knows the line it stands in", () => {
  const file: SourceFile = { path: "spec.yaml", text: "# first\na:\n  b: =source.name\n" };
  const [node] = readYaml(file, collectDiagnostics()).flatMap((document) => scalarsOf(document.node));
  assert.ok(node);
  const statements: readonly CheckStatement[] = [
    { do: "declare", name: "source", type: "systems_shop.Order" },
    { do: "expression", id: "it", node },
  ];
  const { units } = checkExpressions([{ name: "unit", statements }], types, [], new Map([[file.path, file]]));
  assert.deepEqual(units.get("unit")?.get("it")?.expression.at, { file: "spec.yaml", line: 3 });
});
