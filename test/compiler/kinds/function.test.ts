import assert from "node:assert/strict";
import { test } from "node:test";
import { compile } from "./compile.ts";

const spec = `
kind: Function
metadata: { name: shout, domain: orders }
spec: { input: { type: string }, output: { type: string }, module: ./shout.ts }
`;
const codesOf = (module: string) => compile({ "spec.yaml": spec, "shout.ts": module }).codes;

test("a pure function of the schemas' types passes", () => {
  assert.deepEqual(
    codesOf(
      'import { upper } from "waybill/runtime";\nexport default (input: string): string => upper(input);\n',
    ),
    [],
  );
});

test("clock, chance, network and other modules are not pure", () => {
  const impure = [
    'import { readFileSync } from "node:fs";\nexport default (input: string) => readFileSync(input, "utf8");',
    'import { other } from "./other.ts";\nexport default (input: string) => other(input);',
    "export default (input: string) => `${input}${Date.now()}`;",
    "export default (input: string) => `${input}${new Date().toString()}`;",
    "export default (input: string) => `${input}${Math.random()}`;",
    "export default (input: string) => `${input}${globalThis.name}`;",
    'export default async (input: string) => (await import("node:fs")).readFileSync(input, "utf8");',
  ];
  for (const module of impure) assert.deepEqual(codesOf(module), ["WB3001"], module);
});

test("a property that has the name of a global is no global", () => {
  assert.deepEqual(
    codesOf(
      "const words = { fetch: (text: string) => text };\nexport default (input: string): string => words.fetch(input);\n",
    ),
    [],
  );
});

test("mistakes of the module are reported in the module, those of its type at the spec", () => {
  const own = compile({
    "spec.yaml": spec,
    "shout.ts": "export default (input): string => input.toUpperCase();\n",
  });
  assert.deepEqual(
    own.diagnostics.map(({ code, span }) => [code, span.file]),
    [["WB3002", "shout.ts"]],
  );
  const typed = compile({
    "spec.yaml": spec,
    "shout.ts": "export default (input: number): string => String(input);\n",
  });
  assert.deepEqual(
    typed.diagnostics.map(({ code, span }) => [code, span.file]),
    [["WB3002", "spec.yaml"]],
  );
});

test("a module without a default export is told so", () => {
  const { diagnostics } = compile({
    "spec.yaml": spec,
    "shout.ts": "export const shout = (input: string): string => input;\n",
  });
  assert.match(diagnostics[0]?.message ?? "", /no default export/);
});
