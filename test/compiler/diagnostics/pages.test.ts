import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { type Code, catalogue } from "../../../compiler/diagnostics/catalogue.ts";
import { readPage } from "../../../compiler/diagnostics/page.ts";
import { arrangements, codesOf, codesOnDisk } from "./estate.ts";

const folder = new URL("../../../docs/diagnostics/", import.meta.url);
const codes = Object.keys(catalogue).sort() as Code[]; // the keys of the catalogue are what Code is

test("every diagnostic has a page and every page a diagnostic", () => {
  const pages = readdirSync(folder)
    .filter((name) => /^WB\d+\.md$/.test(name))
    .map((name) => name.slice(0, -3))
    .sort();
  assert.deepEqual(pages, codes);
});

for (const code of codes) {
  test(`the page of ${code} says its name, and its examples fail and pass as they say`, () => {
    const page = readPage(readFileSync(new URL(`${code}.md`, folder), "utf8"));
    assert.equal(page.code, code);
    assert.equal(page.name, catalogue[code].name);
    assert.ok(page.why.length > 0 && page.fix.length > 0);
    const arrange = arrangements[code];
    assert.deepEqual(arrange ? codesOnDisk(page.fails, arrange) : codesOf(page.fails), [code]);
    assert.ok(Object.keys(page.passes).length > 0, "a passing example");
    assert.deepEqual(codesOf(page.passes), []);
  });
}
