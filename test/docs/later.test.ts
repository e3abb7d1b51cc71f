import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

/** Words that a published schema knows and this version cannot do. */
function laterWords(schema: unknown, word = ""): readonly string[] {
  if (typeof schema !== "object" || schema === null) return [];
  const own = "x-later" in schema ? [word] : [];
  return [...own, ...Object.entries(schema).flatMap(([key, value]) => laterWords(value, key))];
}

test("the guide to the language lists every word that is not in this version, and none that is", () => {
  const guide = readFileSync("docs/guide/language.md", "utf8");
  const section = guide.slice(guide.indexOf("## Named, but not in this version"));
  const listed = [...section.matchAll(/`(\w+)`|`\w+: \{ (\w+) \}`/g)].flatMap(
    ([, word, within]) => word ?? within ?? [],
  );
  const later = readdirSync("docs/schemas").flatMap((file) =>
    laterWords(JSON.parse(readFileSync(`docs/schemas/${file}`, "utf8"))),
  );
  assert.deepEqual([...new Set(listed)].sort(), [...new Set(later)].sort());
});
