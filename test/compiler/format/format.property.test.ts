import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { canonical, format, meaning } from "../../../compiler/format/index.ts";

const specs = ["integrations", "templates/init", "compiler/kinds", "test/fixtures"].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => /\.ya?ml$/.test(path))
    .map((path) => `${folder}/${path}`),
);

const comments = (text: string): readonly string[] =>
  [...text.matchAll(/(?:^|[ \t])#.*$/gm)].map(([comment]) => comment.trim()).sort();

test("every spec of the repository means the same once formatted, and formatting it again changes nothing", () => {
  assert.ok(specs.length > 20);
  for (const path of specs) {
    const text = readFileSync(path, "utf8");
    const once = canonical(text);
    assert.deepEqual(meaning({ path, text: once }), meaning({ path, text }), path);
    assert.equal(canonical(once), once, path);
    assert.deepEqual(comments(once), comments(text), path);
  }
});

test("the specs of the reference estate and of a new one are canonical", () => {
  const own = specs.filter(
    (path) => /^(?:integrations|templates)/.test(path) && !/\/(?:examples|schemas|\.github)\//.test(path),
  );
  for (const path of own) {
    const text = readFileSync(path, "utf8");
    assert.equal(format({ path, text }), text, path);
  }
});

const scalar = fc.constantFrom(
  "a",
  "00",
  "1.50",
  "''",
  "'it''s'",
  '"x\\n"',
  '"# no"',
  "=a + b",
  "~",
  "null",
  "a b",
  "=f(x)",
);
const flow: fc.Arbitrary<string> = fc.letrec<{ flow: string }>((tie) => ({
  flow: fc.oneof(
    { maxDepth: 3 },
    scalar,
    fc
      .tuple(fc.array(tie("flow"), { maxLength: 3 }), blanks(0))
      .map(([items, gap]) => `[${gap}${items.join(`${gap},${gap}`)}${gap}]`),
    fc
      .tuple(fc.array(tie("flow"), { maxLength: 3 }), blanks(0), blanks(1))
      .map(
        ([items, gap, sure]) =>
          `{${gap}${items.map((item, at) => `k${at}${gap}:${sure}${item}`).join(`${gap},${sure}`)}${gap}}`,
      ),
  ),
})).flow;

function blanks(least: number): fc.Arbitrary<string> {
  return fc.integer({ min: least, max: 3 }).map((count) => " ".repeat(count));
}

const comment = fc.constantFrom("", "", "", " # why", "   # far", "\t# tab");
const between = fc.constantFrom("", "", "", "\n", "\n\n\n", "# zero\n");

/** Lines of a block node that stands `depth` columns in; every level indents by its own width. */
const block: (depth: number) => fc.Arbitrary<string> = (depth) =>
  depth > 14
    ? flow.map((text) => ` ${text}\n`)
    : fc.oneof(
        { weight: 3, arbitrary: fc.tuple(flow, comment).map(([text, aside]) => ` ${text}${aside}\n`) },
        {
          weight: 1,
          arbitrary: fc
            .tuple(fc.constantFrom("|", ">", "|-", ">+", "|+"), fc.integer({ min: 1, max: 4 }))
            .map(
              ([style, width]) =>
                ` ${style}\n${pad(depth + width)}text # no\n${pad(depth + width + 2)}deeper\n\n${pad(depth + width)}last\n`,
            ),
        },
        {
          weight: 1,
          arbitrary: fc.integer({ min: 1, max: 4 }).map((width) => ` one\n${pad(depth + width)}two\n`),
        },
        {
          weight: 2,
          arbitrary: fc
            .integer({ min: 1, max: 5 })
            .chain((width) => map(depth + width))
            .map((text) => `\n${text}`),
        },
        {
          weight: 2,
          arbitrary: fc
            .integer({ min: 0, max: 4 })
            .chain((width) => list(depth + width))
            .map((text) => `\n${text}`),
        },
      );

function map(depth: number): fc.Arbitrary<string> {
  return fc
    .array(fc.tuple(between, block(depth), fc.constantFrom("", "# own\n")), { minLength: 1, maxLength: 3 })
    .map((entries) =>
      entries
        .map(([before, value, own], at) => `${before}${own && pad(depth)}${own}${pad(depth)}k${at}:${value}`)
        .join(""),
    );
}

function list(depth: number): fc.Arbitrary<string> {
  const compact = fc
    .integer({ min: 1, max: 3 })
    .chain((width) => map(depth + 1 + width).map((text) => ({ width, text })));
  const item = fc.oneof(
    flow.map((text) => `${pad(depth)}- ${text}\n`),
    compact.map(({ width, text }) => {
      const lines = text.replaceAll(/^\n+|^(?: *#[^\n]*\n)+/g, "");
      return `${pad(depth)}-${pad(width)}${lines.trimStart()}`;
    }),
  );
  return fc
    .array(fc.tuple(between, item), { minLength: 1, maxLength: 3 })
    .map((items) => items.flat().join(""));
}

function pad(width: number): string {
  return " ".repeat(width);
}

test("any YAML means the same once formatted, keeps its comments, and formatting it again changes nothing", () => {
  let compared = 0;
  fc.assert(
    fc.property(map(0), fc.constantFrom("", "kind: Policy\n", "spec: {}\nkind: Policy\n"), (body, head) => {
      const text = `${body}${head}`;
      const before = meaning({ path: "x.yaml", text });
      if (before === undefined) return;
      compared++;
      const once = canonical(text);
      assert.deepEqual(meaning({ path: "x.yaml", text: once }), before);
      assert.equal(canonical(once), once);
      assert.deepEqual(comments(once), comments(text));
    }),
    { numRuns: 400 },
  );
  assert.ok(compared > 200, `only ${compared} were YAML`);
});

test("a damaged spec is formatted without loss or left alone", () => {
  const texts = specs.slice(0, 12).map((path) => readFileSync(path, "utf8"));
  fc.assert(
    fc.property(
      fc.constantFrom(...texts),
      fc.array(
        fc.tuple(
          fc.nat(),
          fc.nat(3),
          fc.constantFrom("", " ", "  ", "\n", ":", "- ", "{", "]", "#", '"', "\t", "|", "&a ", "*a"),
        ),
        { maxLength: 4 },
      ),
      (text, edits) => {
        const damaged = edits.reduce((all, [at, cut, put]) => {
          const place = at % (all.length + 1);
          return all.slice(0, place) + put + all.slice(place + cut);
        }, text);
        const once = format({ path: "x.yaml", text: damaged });
        const before = meaning({ path: "x.yaml", text: damaged });
        if (before === undefined) assert.equal(once, damaged);
        else assert.deepEqual(meaning({ path: "x.yaml", text: once }), before);
        assert.equal(format({ path: "x.yaml", text: once }), once);
      },
    ),
    { numRuns: 150 },
  );
});
