import assert from "node:assert/strict";
import { test } from "node:test";
import type { Diagnostic } from "../../../../compiler/diagnostics/diagnostic.ts";
import { render } from "../../../../compiler/diagnostics/render/index.ts";

const text = "kind: Contrat\nmetadata: { name: <a> }\n";
const sources = new Map([["a/spec.yaml", { path: "a/spec.yaml", text }]]);
const span = { file: "a/spec.yaml", start: 6, end: 13 };
const unknown: Diagnostic = {
  code: "WB1102",
  severity: "error",
  message: "There is no kind `Contrat`.",
  span,
  help: "Did you mean `Contract`?",
  related: [{ message: "Its <name>.", span: { file: "a/spec.yaml", start: 32, end: 35 } }],
  fix: { description: "Write Contract", edits: [{ span, text: "Contract" }] },
};
const mark: Diagnostic = {
  code: "WB1004",
  severity: "warning",
  message: '100% a "mark"',
  span: { file: "a/other.csv", start: 0, end: 0 },
};
const show = (format: Parameters<typeof render>[0]) =>
  render(format, [unknown, mark, unknown], sources, { color: false });

test("pretty has a code frame, help, related places and the sum, and no colours unless asked", () => {
  assert.equal(
    show("pretty"),
    `a/other.csv:1:1 warning WB1004
100% a "mark"

a/spec.yaml:1:7 error WB1102
There is no kind \`Contrat\`.
1 │ kind: Contrat
  │       ^^^^^^^
help Did you mean \`Contract\`?
see  a/spec.yaml:2:19 Its <name>.

1 error, 1 warning
`,
  );
  assert.ok(render("pretty", [unknown], sources, { color: true }).includes("\u001b[31m"));
});

test("json is what design promises to those outside: lines and columns from 1, files relative, sorted, each once", () => {
  assert.deepEqual(JSON.parse(show("json")), {
    diagnostics: [
      {
        code: "WB1004",
        severity: "warning",
        message: mark.message,
        file: "a/other.csv",
        line: 1,
        column: 1,
        endLine: 1,
        endColumn: 1,
        url: "https://waybill.dev/diagnostics/WB1004",
        related: [],
        fixes: [],
      },
      {
        code: "WB1102",
        severity: "error",
        message: unknown.message,
        file: "a/spec.yaml",
        line: 1,
        column: 7,
        endLine: 1,
        endColumn: 14,
        help: unknown.help,
        url: "https://waybill.dev/diagnostics/WB1102",
        related: [
          { message: "Its <name>.", file: "a/spec.yaml", line: 2, column: 19, endLine: 2, endColumn: 22 },
        ],
        fixes: [
          {
            description: "Write Contract",
            safe: true,
            edits: [{ file: "a/spec.yaml", line: 1, column: 7, endLine: 1, endColumn: 14, text: "Contract" }],
          },
        ],
      },
    ],
    summary: { errors: 1, warnings: 1 },
  });
});

test("sarif carries rules, regions and fixes", () => {
  const { version, runs } = JSON.parse(show("sarif"));
  assert.equal(version, "2.1.0");
  const [{ tool, results }] = runs;
  assert.deepEqual(
    tool.driver.rules.map(({ id }: { id: string }) => id),
    ["WB1004", "WB1102"],
  );
  assert.equal(results[1].ruleIndex, 1);
  assert.deepEqual(results[1].locations[0].physicalLocation.region, {
    startLine: 1,
    startColumn: 7,
    endLine: 1,
    endColumn: 14,
  });
  assert.equal(results[1].fixes[0].artifactChanges[0].replacements[0].insertedContent.text, "Contract");
});

test("junit is well-formed whatever messages hold", () => {
  const xml = show("junit");
  assert.match(xml, /tests="2" failures="2"/);
  assert.match(xml, /message="100% a &quot;mark&quot;"/);
  assert.doesNotMatch(xml, /<a>|<name>/);
  assert.match(render("junit", [], sources, { color: false }), /tests="1" failures="0"/);
});

test("junit has a case for each failure, none for notices, and keeps line breaks of a message", () => {
  const info: Diagnostic = { ...mark, severity: "info" };
  const two: Diagnostic = { ...unknown, message: "one\ntwo", span: { ...span, start: 0 } };
  const xml = render("junit", [unknown, two, info], sources, { color: false });
  assert.match(xml, /<testsuites name="waybill" tests="2" failures="2" errors="0">/);
  assert.equal(xml.match(/<testcase classname="a\/spec\.yaml" name="1:\d WB1102">\s*<failure /g)?.length, 2);
  assert.match(xml, /message="one&#10;two"/);
  assert.doesNotMatch(xml, /WB1004/);
});

test("github marks lines of the checkout, notices as such, each in one line", () => {
  const info: Diagnostic = { ...mark, severity: "info", message: "one\r\ntwo" };
  assert.equal(
    render("github", [info], sources, { color: false, base: "retail/integrations" }),
    "::notice file=retail/integrations/a/other.csv,line=1,endLine=1,col=1,endColumn=1,title=WB1004::one%0D%0Atwo\n",
  );
});

test("sarif has files as the checkout has them", () => {
  const { runs } = JSON.parse(render("sarif", [unknown], sources, { color: false, base: "integrations" }));
  const [result] = runs[0].results;
  assert.equal(result.locations[0].physicalLocation.artifactLocation.uri, "integrations/a/spec.yaml");
  assert.equal(result.fixes[0].artifactChanges[0].artifactLocation.uri, "integrations/a/spec.yaml");
});

test("github commands escape what would end them", () => {
  const [first, second] = show("github").trim().split("\n");
  assert.equal(
    first,
    '::warning file=a/other.csv,line=1,endLine=1,col=1,endColumn=1,title=WB1004::100%25 a "mark"',
  );
  assert.match(
    second ?? "",
    /^::error file=a\/spec\.yaml,line=1,endLine=1,col=7,endColumn=14,title=WB1102::.*%0ADid you mean/,
  );
});

test("markdown is a section with counts, places, links to pages and the advice; nothing in a message is markup", () => {
  const marked: Diagnostic = { ...mark, message: "*all* of <it>" };
  assert.equal(
    render("markdown", [unknown, marked], sources, { color: false }),
    `### Check: 1 error, 1 warning

- warning [WB1004](https://waybill.dev/diagnostics/WB1004) \`a/other.csv:1:1\` \\*all\\* of \\<it\\>
- error [WB1102](https://waybill.dev/diagnostics/WB1102) \`a/spec.yaml:1:7\` There is no kind \`Contrat\`. Did you mean \`Contract\`?
`,
  );
});

test("markdown lists fifty at most and says how many more there are; notices are none of it", () => {
  const many = Array.from({ length: 60 }, (_, start) => ({
    ...unknown,
    span: { ...span, start: start % 30 },
    message: `m${start}`,
  }));
  const text = render("markdown", many, sources, { color: false });
  assert.equal(text.match(/^- error/gm)?.length, 50);
  assert.match(text, /^- and 10 more$/m);
  assert.equal(
    render("markdown", [{ ...mark, severity: "info" }], sources, { color: false }),
    "### Check: no errors, no warnings\n",
  );
});
