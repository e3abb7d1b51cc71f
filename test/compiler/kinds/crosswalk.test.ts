import assert from "node:assert/strict";
import { test } from "node:test";
import { compile, planOf } from "./compile.ts";

const crosswalk = `
kind: Crosswalk
metadata: { name: location, domain: orders }
spec: { owner: wms, systems: { shop: integer, wms: string }, data: data/location.csv }
`;
const withTable = (csv: string) => ({ "master/spec.yaml": crosswalk, "master/data/location.csv": csv });

test("a CSV file is read with its quotes, its byte order mark and its line ends; codes stay as they are written", () => {
  const plan = planOf(withTable('\uFEFFwms,shop\r\n"AMS, ""Dam""",0017\r\nRTM,18\r\n'));
  assert.deepEqual(plan.crosswalks[0]?.rows, [
    { shop: "0017", wms: 'AMS, "Dam"' },
    { shop: "18", wms: "RTM" },
  ]);
});

test("rows in the document keep their source text", () => {
  const rows = crosswalk.replace("data: data/location.csv", "rows: [{ shop: 0017, wms: 2.10 }]");
  assert.deepEqual(planOf(rows).crosswalks[0]?.rows, [{ shop: "0017", wms: "2.10" }]);
});

test("a line with too few cells is reported at that line", () => {
  const { diagnostics } = compile(withTable("wms,shop\nAMS,1\nRTM\n"));
  assert.deepEqual(
    diagnostics.map(({ code, span }) => [code, span.file, span.start]),
    [["WB2806", "master/data/location.csv", 15]],
  );
});

test("columns and systems agree", () => {
  assert.deepEqual(compile(withTable("wms,shop,erp\nAMS,1,7\n")).codes, ["WB2801"]);
  assert.deepEqual(compile(withTable("wms\nAMS\n")).codes, ["WB2801", "WB2804"]);
});

test("a missing file is suggested by its near miss", () => {
  const { diagnostics } = compile({
    "master/spec.yaml": crosswalk,
    "master/data/locations.csv": "wms,shop\n",
  });
  assert.deepEqual(
    diagnostics.map(({ code, help }) => [code, help]),
    [["WB1205", 'Did you mean "data/locations.csv"?']],
  );
});
