import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { Manifest } from "../../../compiler/manifest/manifest.ts";
import { manifestSchema } from "../../../compiler/manifest/schema.ts";
import { compile } from "../../../compiler/passes/index.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const work = mkdtempSync(join(tmpdir(), "waybill-manifest-"));
after(() => rmSync(work, { recursive: true }));

const validate = new Ajv2020({ strict: true, allErrors: true }).compile(manifestSchema);

function manifestOf(folder: string): Manifest {
  const { files, diagnostics } = compile(folder, { until: "emit", today: "2026-11-24" });
  assert.ok(files, JSON.stringify(diagnostics.filter(({ severity }) => severity === "error")));
  return JSON.parse(files.get("manifest.json") ?? "") as Manifest; // what emit wrote
}

const reference = manifestOf(join(root, "integrations"));

function assertValid(manifest: unknown): void {
  assert.ok(validate(manifest), JSON.stringify(validate.errors, undefined, 2));
}

for (const estate of [
  "integrations",
  "test/fixtures/language",
  "test/fixtures/saga",
  "test/fixtures/provider-route",
]) {
  test(`the manifest of ${estate} is as its schema says`, () => {
    assertValid(estate === "integrations" ? reference : manifestOf(join(root, estate)));
  });
}

test("the manifests of the golden builds are as their schema says", () => {
  const golden = join(root, "test/compiler/codegen/golden");
  for (const name of readdirSync(golden))
    assertValid(JSON.parse(readFileSync(join(golden, name, "manifest.json"), "utf8")));
});

/** The reference estate with one file changed. */
function changed(file: string, change: (text: string) => string): Manifest {
  const folder = mkdtempSync(join(work, "estate-"));
  cpSync(join(root, "integrations"), folder, { recursive: true });
  const path = join(folder, file);
  const text = readFileSync(path, "utf8");
  const next = change(text);
  assert.notEqual(next, text);
  writeFileSync(path, next);
  return manifestOf(folder);
}

function rolledOut(manifest: Manifest): readonly string[] {
  const before = new Map(reference.services.map(({ name, image }) => [name, image.content]));
  return manifest.services
    .filter(({ name, image }) => image.content !== before.get(name))
    .map(({ name }) => name);
}

/** Services with a route that uses it. */
function usersOf(kind: "mappings" | "policies", name: string): readonly string[] {
  const routes = reference.routes.filter((route) => route[kind].includes(name)).map((route) => route.name);
  return reference.services
    .filter((service) => service.routes.some((each) => routes.includes(each)))
    .map((service) => service.name);
}

test("a changed mapping gives the services that use it a new image, and no other", () => {
  const users = usersOf("mappings", "order-to-business-central");
  assert.deepEqual(users, ["order-intake"]);
  const manifest = changed("finance/sales-orders.yaml", (text) => text.replace('"10000"', '"10001"'));
  assert.deepEqual(rolledOut(manifest), users);
  assert.notEqual(manifest.image.content, reference.image.content);
});

test("the parts of an image tell what changed", () => {
  const manifest = changed("finance/sales-orders.yaml", (text) => text.replace('"10000"', '"10001"'));
  const [before, now] = [reference, manifest].map(
    ({ services }) => services.find(({ name }) => name === "order-intake")?.parts ?? {},
  );
  const differing = Object.keys({ ...before, ...now }).filter((part) => before?.[part] !== now?.[part]);
  assert.deepEqual(differing, ["mappings/order-to-business-central"]);
});

test("a changed policy gives a new image to those who follow it", () => {
  const manifest = changed("policies.yaml", (text) => text.replace("attempts: 5,", "attempts: 6,"));
  assert.deepEqual(rolledOut(manifest), usersOf("policies", "stock-event"));
});

test("another operation's request is nothing to a service that does not call the system", () => {
  const manifest = changed("finance/sap.yaml", (text) => text.replace("rate: 20/s", "rate: 21/s"));
  assert.deepEqual(rolledOut(manifest), ["finance-postings", "order-intake"]);
});

test("what is not run changes no image: scale, a scenario, a comment", () => {
  const manifests = [
    changed("services.yaml", (text) => text.replace("max: 12", "max: 13")),
    changed("policies.yaml", (text) => `${text.trimEnd()}\n# a comment\n`),
    changed("finance/credits.scenarios.yaml", (text) => text.replaceAll("name: refund", "name: a-refund")),
  ];
  for (const manifest of manifests) {
    assert.deepEqual(rolledOut(manifest), []);
    assert.equal(manifest.image.content, reference.image.content);
  }
});

test("another runtime or another base is another image", () => {
  const compiled = (platform: { readonly runtime: string; readonly base: string }) => {
    const { files } = compile(join(root, "integrations"), { until: "emit", today: "2026-11-24", platform });
    return (JSON.parse(files?.get("manifest.json") ?? "") as Manifest).services.map(
      ({ image }) => image.content,
    );
  };
  const one = compiled({ runtime: "1", base: "node" });
  for (const other of [
    { runtime: "2", base: "node" },
    { runtime: "1", base: "other" },
  ])
    for (const [index, content] of compiled(other).entries()) assert.notEqual(content, one[index]);
});

test("a secret is named where a start without it is refused", () => {
  const { services, secrets } = reference;
  assert.deepEqual(services.find(({ name }) => name === "shop-upkeep")?.secrets, ["shopify-token"]);
  const token = secrets.find(({ name }) => name === "shopify-token");
  assert.deepEqual(token?.environments, ["production"]);
  assert.equal(token?.variable, "WAYBILL_SECRET_SHOPIFY_TOKEN");
});

test("a system that only calls us is not one that we reach", () => {
  const intake = reference.services.find(({ name }) => name === "order-intake");
  assert.ok(intake);
  assert.ok(intake.systems.includes("shopify"));
  assert.ok(!intake.reaches["production"]?.some(({ system }) => system === "shopify"));
  assert.deepEqual(intake.reaches["local"], []);
});
