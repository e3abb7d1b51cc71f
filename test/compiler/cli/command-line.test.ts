import { strict as assert } from "node:assert";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { commands } from "../../../compiler/cli/commands.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const work = mkdtempSync(join(tmpdir(), "waybill-cli-"));
after(() => rmSync(work, { recursive: true, force: true }));

function waybill(
  args: readonly string[],
  cwd = work,
): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [join(root, "bin/waybill.js"), ...args], { cwd, encoding: "utf8" });
}

/** A copy of the reference estate that a test may spoil. */
function estate(name: string, spoil: (file: (path: string) => string) => readonly [string, string]): string {
  const folder = join(work, name);
  cpSync(join(root, "integrations"), folder, {
    recursive: true,
    filter: (path) => !path.includes(".waybill"),
  });
  const [path, text] = spoil((file) => readFileSync(join(folder, file), "utf8"));
  writeFileSync(join(folder, path), text);
  return folder;
}

test("help names every command and ends well", () => {
  const { status, stdout } = waybill(["--help"]);
  assert.equal(status, 0);
  for (const { name } of commands) assert.match(stdout, new RegExp(`^  ${name} `, "m"));
});

test("help loads neither the compiler nor the runtime", () => {
  const listing = `import { registerHooks } from "node:module"; registerHooks({ load: (url, context, next) => { process.stderr.write(url + "\\n"); return next(url, context); } });`;
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      "--import",
      `data:text/javascript,${encodeURIComponent(listing)}`,
      join(root, "bin/waybill.js"),
      "--help",
    ],
    { encoding: "utf8" },
  );
  assert.equal(status, 0);
  assert.match(stderr, /compiler\/cli\/main\.ts/);
  assert.doesNotMatch(
    stderr,
    /node_modules\/(?:ts-morph|ajv|handlebars|undici|yaml)\/|compiler\/passes|\/runtime\//,
  );
});

test("an example with a variable is what a shell takes", () => {
  const { stdout } = waybill(["run", "--help"]);
  assert.match(stdout, /^ {2}\$ waybill run$/m);
  assert.match(stdout, /^ {2}\$ WAYBILL_ENVIRONMENT=production waybill run order-intake --port 8080$/m);
});

test("every command's help has the folder option, and wrong usage ends with 2 and says what to do", () => {
  for (const { name } of commands) assert.match(waybill([name, "--help"]).stdout, /--folder <dir>/, name);
  for (const args of [
    ["frobnicate"],
    ["check", "--format", "xml"],
    ["check", "nowhere"],
    ["explain", "WB0000"],
    ["init", "Not Kebab"],
    ["run"],
    ["import", "csv", "x"],
  ]) {
    const { status, stderr } = waybill(args);
    assert.equal(status, 2, args.join(" "));
    assert.doesNotMatch(stderr, /\n\s+at /, "a stack is for bugs");
  }
});

test("check answers in the fixed JSON form, with lines and columns from 1", () => {
  const folder = estate("misspelt", (file) => [
    "orders/web-orders.yaml",
    file("orders/web-orders.yaml").replace("policy: financial-posting }", "policy: finacial-posting }"),
  ]);
  const { status, stdout } = waybill(["check", "--format", "json", "--folder", folder]);
  assert.equal(status, 1);
  const { diagnostics, summary } = JSON.parse(stdout) as {
    diagnostics: Record<string, unknown>[];
    summary: unknown;
  };
  assert.deepEqual(summary, { errors: 1, warnings: 0 });
  const [first] = diagnostics;
  assert.equal(first?.["file"], "orders/web-orders.yaml");
  assert.equal(first?.["severity"], "error");
  const text = readFileSync(join(folder, "orders/web-orders.yaml"), "utf8");
  const line = text.slice(0, text.indexOf("finacial-posting")).split("\n").length;
  assert.deepEqual([first?.["line"], first?.["endLine"]], [line, line]);
  assert.match(String(first?.["help"]), /financial-posting/);
  for (const key of ["code", "message", "column", "endColumn", "url", "related"])
    assert.ok(key in (first ?? {}), key);
});

test("a safe fix is applied and leaves the rest of the file as it was", () => {
  const folder = estate("fixed", (file) => [
    "orders/web-orders.yaml",
    file("orders/web-orders.yaml").replace("policy: financial-posting }", "policy: finacial-posting }"),
  ]);
  assert.equal(waybill(["check", "--fix", "--folder", folder]).status, 0);
  assert.equal(
    readFileSync(join(folder, "orders/web-orders.yaml"), "utf8"),
    readFileSync(join(root, "integrations/orders/web-orders.yaml"), "utf8"),
  );
});

test("build writes nothing where check has errors", () => {
  const folder = estate("broken", (file) => [
    "services.yaml",
    file("services.yaml").replace("credit-refund", "credit-refunds"),
  ]);
  const { status } = waybill(["build", "--folder", folder, "--out", join(work, "none")]);
  assert.equal(status, 1);
  assert.throws(() => readFileSync(join(work, "none", "manifest.json")));
});

test("the same specs give the same bytes", () => {
  const folder = join(root, "integrations");
  for (const out of ["first", "second"])
    assert.equal(waybill(["build", "--folder", folder, "--out", join(work, out)]).status, 0);
  for (const path of ["manifest.json", "routes/take-web-order.ts", "systems/sap.validate.js", "openapi.json"])
    assert.equal(
      readFileSync(join(work, "first", path), "utf8"),
      readFileSync(join(work, "second", path), "utf8"),
      path,
    );
});

test("a new estate checks, is in canonical form and passes its scenarios", () => {
  assert.equal(waybill(["init", "shop"]).status, 0);
  const shop = join(work, "shop");
  assert.equal(waybill(["check", "--max-warnings", "0"], shop).status, 0);
  assert.equal(waybill(["format", "--check"], shop).status, 0);
  const { status, stdout } = waybill(["test", "--format", "json", "--coverage"], shop);
  assert.equal(status, 0);
  assert.match(stdout, /"passed": 2/);
  assert.equal(waybill(["init", "shop"]).status, 2);
});

test("an estate begins in the folder that is named, and one that is there is left alone", () => {
  const { status, stdout } = waybill(["init", "shop", "--folder", "some place/shop"]);
  assert.equal(status, 0);
  assert.match(stdout, /^ {2}cd "some place\/shop"$/m);
  assert.match(readFileSync(join(work, "some place/shop/estate.yaml"), "utf8"), /name: shop/);
  assert.equal(waybill(["init", "shop", "--folder", "some place/shop"]).status, 2);
});

test("what an argument that is left out may be is said, and where more is told", () => {
  const { status, stderr } = waybill(["deadletters"]);
  assert.equal(status, 2);
  assert.match(stderr, /'action': list, show, redrive or discard$/m);
  assert.match(stderr, /waybill deadletters --help/);
});

test("the list of commands keeps to eighty columns", () => {
  const wide = waybill(["--help"])
    .stdout.split("\n")
    .filter((line) => line.length > 80);
  assert.deepEqual(wide, []);
});

test("a day that is none is refused: it would let no waiver end", () => {
  for (const day of ["tomorrow", "2027-13-01", "1.6.2027"])
    assert.match(waybill(["check", "--today", day]).stderr, /--today is a date such as 2027-06-30/, day);
});

test("an each that was gone through counts as reached", () => {
  const folder = join(root, "integrations");
  const { stdout } = waybill([
    "test",
    "--coverage",
    "shopify-payout-is-posted-line-by-line",
    "--folder",
    folder,
  ]);
  assert.match(stdout, /Not reached/);
  assert.doesNotMatch(stdout, /settle-shopify-payout\.posted /);
});

test("a graph is told as Mermaid, SVG and JSON", () => {
  const folder = ["--folder", join(root, "integrations")];
  assert.match(waybill(["graph", ...folder]).stdout, /^flowchart LR\n/);
  assert.match(
    waybill(["graph", "--format", "svg", ...folder]).stdout,
    /^<svg [^]*take-web-order[^]*<\/svg>\n$/,
  );
  const { nodes } = JSON.parse(
    waybill(["graph", "--route", "take-web-order", "--format", "json", ...folder]).stdout,
  ) as { nodes: { label: string }[] };
  const labels = nodes.map(({ label }) => label);
  assert.deepEqual(labels.slice(0, 3), ["shopify ordersCreate", "map order", "call reservation"]);
  assert.deepEqual(labels.slice(-2), ["call posting", "publish accepted: order-accepted@1"]);
});
