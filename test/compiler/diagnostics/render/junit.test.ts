import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { XmlDocument, XsdValidator } from "libxml2-wasm";
import { verdictFormats } from "../../../../compiler/cli/report/verdicts.ts";
import type { Diagnostic } from "../../../../compiler/diagnostics/diagnostic.ts";
import { render } from "../../../../compiler/diagnostics/render/index.ts";

const file = 'a/<spec> & "more".yaml';
const sources = new Map([[file, { path: file, text: "kind: Contrat\n" }]]);
const diagnostic = (message: string, more: Partial<Diagnostic> = {}): Diagnostic => ({
  code: "WB1102",
  severity: "error",
  message,
  span: { file, start: 6, end: 13 },
  ...more,
});

/** By Jenkins' schema; throws with what is wrong where it is not valid. */
function validate(xml: string): void {
  using schema = XmlDocument.fromString(readFileSync("test/fixtures/junit/jenkins-junit.xsd", "utf8"));
  using validator = XsdValidator.fromDoc(schema);
  using document = XmlDocument.fromBuffer(Buffer.from(xml)); // as a command writes it
  validator.validate(document);
}

const hostile = ["]]>", "\u0000\u0007\ufffe", "\ud800", "<![CDATA[", "&amp; &#0;", "a\r\n\tb", "😀 \u2028"];

test("what is found is valid by Jenkins' schema, whatever messages and names hold", () => {
  const all = hostile.flatMap((text) => [
    diagnostic(text, { help: text }),
    diagnostic(text, { severity: "warning" }),
    diagnostic(text, { severity: "info" }),
  ]);
  validate(render("junit", all, sources, { color: false }));
  validate(render("junit", [], sources, { color: false }));
});

test("verdicts of scenarios are valid by it too", () => {
  const verdict = (name: string, failures: readonly string[]) => ({
    name,
    at: { file, line: 3 },
    ok: failures.length === 0,
    ms: 1234.5,
    failures,
    reached: [],
  });
  validate(verdictFormats.junit([verdict("good", []), verdict("bad", hostile)]));
  validate(verdictFormats.junit([]));
});

test("the schema does refuse what is not JUnit", () => {
  assert.throws(() => validate("<testsuites><case/></testsuites>"));
  assert.throws(() => validate('<testsuite name="a"><testcase name="b"/></testsuite>'));
});
