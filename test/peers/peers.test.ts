import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { mistakes } from "./mistakes.ts";
import { typescript } from "./typescript.ts";
import { waybill } from "./waybill.ts";

const rows = readFileSync("docs/peers.md", "utf8")
  .split("\n")
  .filter((line) => line.startsWith("| "))
  .map((line) => line.split("|").map((cell) => cell.trim()));

/** What the page's table says of a mistake in a column. */
function said(says: string, column: string): string | undefined {
  const at = rows[0]?.findIndex((cell) => cell.startsWith(column)) ?? -1;
  return rows.find(([, name]) => name === says)?.[at];
}

test("the page says of each mistake what waybill check tells", () => {
  assert.equal(waybill(), undefined);
  for (const mistake of mistakes)
    assert.equal(
      said(mistake.says, "waybill check"),
      waybill(mistake) === undefined ? "" : "told",
      mistake.says,
    );
});

test("the page says of each mistake what TypeScript tells", async () => {
  const right = readFileSync(`test/peers/order/${typescript.file}`, "utf8");
  const texts = mistakes.map(({ typescript: [is, wrong] }, index): [string, string] => [
    `m${index}`,
    right.replace(is, () => wrong),
  ]);
  const told = await typescript.check(new Map([["right", right], ...texts]));
  assert.equal(told.get("right"), undefined);
  for (const [index, { says }] of mistakes.entries())
    assert.equal(said(says, "tsc"), told.has(`m${index}`) ? "told" : "", says);
});
