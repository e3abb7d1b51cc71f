import assert from "node:assert/strict";
import { test } from "node:test";
import { Spec, Validation } from "@cyclonedx/cyclonedx-library";
import { built, fileOf, northwind, outfitter } from "./estate.ts";

interface Bill {
  readonly serialNumber: string;
  readonly components: readonly {
    readonly "bom-ref": string;
    readonly type: string;
    readonly name: string;
    readonly version?: string;
    readonly licenses?: readonly unknown[];
    readonly evidence?: { readonly licenses?: readonly { readonly license: { readonly text: unknown } }[] };
  }[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[];
}

const contexts = await built(northwind);
const text = fileOf(contexts, "northwind/app/sbom.cdx.json");
const bill = JSON.parse(text) as Bill; // checked against its schema below

test("a bill of materials is CycloneDX 1.6 by the official schema, strictly", async () => {
  const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);
  assert.equal(await validator.validate(text), null);
  assert.notEqual(await validator.validate(text.replace('"library"', '"libary"')), null);
});

test("it names the packages that the bundle holds, with their licences, and none that only builds or deploys", () => {
  const packages = bill.components.filter(({ type }) => type === "library");
  const names = packages.map((each) => each["bom-ref"].replace(/^pkg:npm\/(.+)@.*$/, "$1"));
  for (const held of ["waybill", "undici", "ajv", "%40opentelemetry/sdk-trace", "fast-uri"])
    assert.ok(names.includes(held), held);
  for (const other of ["esbuild", "ts-morph", "yaml", "%40pulumi/pulumi", "commander"])
    assert.ok(!names.includes(other), other);
  for (const { name, licenses } of packages) assert.equal(licenses?.length, 1, name);
  // Not every package brings the text along.
  const texts = packages.filter(({ evidence }) => evidence?.licenses?.every(({ license }) => license.text));
  assert.ok(texts.length > packages.length / 2);
});

test("it says who needs whom, down from the image, and what lies below", () => {
  const needed = new Map(bill.dependencies.map(({ ref, dependsOn = [] }) => [ref, dependsOn]));
  const reached = new Set<string>();
  const visit = (ref: string): void => {
    if (reached.has(ref)) return;
    reached.add(ref);
    for (const each of needed.get(ref) ?? []) visit(each);
  };
  visit("northwind");
  assert.deepEqual(
    bill.components.map((each) => each["bom-ref"]).filter((ref) => !reached.has(ref)),
    [],
  );
  const base = bill.components.find(({ type }) => type === "container");
  assert.deepEqual([base?.name, base?.version], ["gcr.io/distroless/nodejs26-debian13", "nonroot"]);
});

test("each image has a serial number of its own, the same every time", async () => {
  const images = await built(outfitter);
  const numbers = images.images.map(
    ({ name }) => (JSON.parse(fileOf(images, `${name}/app/sbom.cdx.json`)) as Bill).serialNumber,
  );
  assert.equal(new Set([...numbers, bill.serialNumber]).size, 5);
  for (const number of numbers)
    assert.match(number, /^urn:uuid:[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
});
