import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { bundleOf } from "../../../compiler/images/bundle.ts";
import { requireCovered } from "../../../compiler/images/covered.ts";
import { neededImages } from "../../../compiler/images/needed.ts";
import { coveredPackages, defaultBase, runtimeFolder } from "../../../compiler/images/platform.ts";
import { type Built, built, type Edit, fileOf, northwind, outfitter, root, sourcesOf } from "./estate.ts";

const reference = await built(outfitter);

/** All files of an image's context but those that say its tag. */
function contentOf({ files }: Built, name: string): readonly (readonly [string, string])[] {
  return [...files].filter(([path]) => path.startsWith(`${name}/app/`));
}

test("there is an image of the estate for environments of one process, and one of each service for distributed ones", () => {
  const { image, services } = reference.manifest;
  assert.deepEqual(
    reference.images.map(({ name, content }) => ({ name, content })),
    [image, ...services.map((service) => service.image)],
  );
});

test("an estate without a distributed environment has one image, and so has one that is not deployed yet", async () => {
  const deployed = await built(northwind);
  assert.deepEqual(
    deployed.images.map(({ name }) => name),
    ["northwind"],
  );
  const { environments } = deployed.manifest;
  const local = { ...deployed.manifest, environments: { local: environments["local"] } } as Built["manifest"];
  assert.deepEqual(
    neededImages(local).map(({ image }) => image.name),
    ["northwind"],
  );
});

test("the same specs give the same bytes, wherever they lie", async () => {
  const again = await built(outfitter, [], defaultBase, "deeper/below");
  assert.notEqual(again.folder, reference.folder);
  assert.deepEqual([...again.files], [...reference.files]);
});

test("nothing in a context says where it was made", () => {
  for (const [path, text] of reference.files)
    for (const place of [reference.folder, root]) assert.ok(!text.includes(place), `${path} says ${place}`);
});

const variants: readonly {
  readonly what: string;
  readonly edit: Edit;
  readonly changes: readonly string[];
}[] = [
  {
    what: "a mapping that one service uses",
    edit: { file: "ledger/ledger.yaml", from: "maxLength: 35", to: "maxLength: 34" },
    changes: ["outfitter", "outfitter-ledger"],
  },
  {
    what: "a simulated system where it is deployed",
    edit: {
      file: "stock/warehouse.yaml",
      from: 'staging: "https://staging.warehouse.example:8443"',
      to: "staging: simulated",
    },
    changes: ["outfitter", "outfitter-orders", "outfitter-stock"],
  },
  {
    what: "how many replicas",
    edit: { file: "services.yaml", from: "max: 4", to: "max: 5" },
    changes: [],
  },
];

for (const { what, edit, changes } of variants) {
  test(`another tag is other bytes, and the same tag the same bytes: ${what}`, async () => {
    const variant = await built(outfitter, [edit]);
    const changed = variant.images.filter(
      ({ name, content }) => reference.images.find((each) => each.name === name)?.content !== content,
    );
    assert.deepEqual(
      changed.map(({ name }) => name),
      changes,
    );
    for (const { name } of variant.images) {
      const compared = changes.includes(name) ? assert.notDeepEqual : assert.deepEqual;
      compared(contentOf(variant, name), contentOf(reference, name));
    }
  });
}

test("what simulated systems answer by is in an image only where an environment that is deployed has one", async () => {
  const { files } = await built(
    outfitter,
    variants.flatMap(({ edit }) => [edit]),
  );
  const simulations = (of: ReadonlyMap<string, string>) =>
    [...of.keys()].filter((path) => path.includes("simulation"));
  assert.deepEqual(simulations(reference.files), []);
  assert.deepEqual(simulations(files), [
    "outfitter/app/simulation.json",
    "outfitter-orders/app/orders.simulation.json",
    "outfitter-stock/app/stock.simulation.json",
  ]);
});

test("the Containerfile starts from the base as user 65532 and needs no shell", async () => {
  const { files } = await built(outfitter, [], "node:26.10.0-slim");
  const instructions = fileOf({ images: [], files }, "outfitter-ledger/Containerfile").split("\n");
  assert.ok(instructions.includes("FROM node:26.10.0-slim"));
  assert.ok(instructions.includes("USER 65532:65532"));
  assert.ok(instructions.includes('ENTRYPOINT ["node", "--enable-source-maps", "/app/service.mjs"]'));
  assert.ok(!instructions.some((line) => /^(?:RUN|ADD|SHELL)\b|^CMD [^[]/.test(line)));
});

test("source maps have the generated TypeScript, and of all else the places only", () => {
  const sources = sourcesOf(reference, "outfitter");
  assert.match(sources.get("routes/post-sale.ts") ?? "", /Generated by Waybill/);
  const other = [...sources].filter(([source]) => /^(?:waybill\/runtime|node_modules)\//.test(source));
  assert.ok(other.length > 100);
  for (const [source, text] of other) assert.equal(text, null, source);
});

test("a tag covers what is in the bundle: generated files and packages", async () => {
  const { folder, manifest } = await built(northwind);
  const [needed] = neededImages(manifest);
  assert.ok(needed);
  const { sources } = await bundleOf(needed.entry, folder, runtimeFolder(root));
  requireCovered(sources, needed, root);
  const packages = sources.flatMap(({ origin }) => (origin.kind === "package" ? [origin.package] : []));
  const covered = coveredPackages(root);
  assert.deepEqual(
    packages.filter(({ name, version }) => !covered.includes(`${name}@${version}`)),
    [],
  );
  for (const name of ["undici", "fast-uri", "@opentelemetry/sdk-trace"])
    assert.ok(
      packages.some((each) => each.name === name),
      name,
    );
});

test("a bundle with a file that its tag says nothing of is refused", async () => {
  const { folder, manifest } = reference;
  const [needed] = neededImages(manifest);
  assert.ok(needed);
  const { sources } = await bundleOf(needed.entry, folder, runtimeFolder(root));
  const { "routes/post-sale": _, ...fewer } = needed.parts;
  assert.throws(
    () => requireCovered(sources, { ...needed, parts: fewer }, root),
    /nothing of .*: routes\/post-sale\.ts$/,
  );
});

test("the image of an embedded environment has no other engine in it, and a service's has", () => {
  const distributed = /^node_modules\/(?:@restatedev|pg|@platformatic)\//;
  const has = (image: string) =>
    [...sourcesOf(reference, image).keys()].some((source) => distributed.test(source));
  assert.ok(!has("outfitter"));
  assert.ok(has("outfitter-ledger"));
});

test("what a start does not need lies in modules of its own, and Node's own modules are not imported", () => {
  const { sources } = JSON.parse(fileOf(reference, "outfitter/app/service.mjs.map")) as {
    readonly sources: readonly string[];
  };
  const late = /^node_modules\/(undici|ajv|jose|fast-xml-parser|@opentelemetry\/sdk-trace)\//;
  assert.deepEqual(
    sources.filter((source) => late.test(source)),
    [],
  );
  const modules = [...reference.files].filter(([path]) => path.endsWith(".mjs"));
  for (const [path, text] of modules) assert.doesNotMatch(text, /^import\b.*from"node:/m, path);
});

test("what a distributed service loads works in a folder without packages", async () => {
  const alone = mkdtempSync(join(tmpdir(), "waybill-alone-"));
  try {
    const adapters = ["engine/store/postgres/index.ts", "engine/restate/index.ts", "events/kafka/index.ts"];
    const imports = adapters.map(
      (path) =>
        `console.log(Object.keys(await import(${JSON.stringify(join(root, "runtime", path))})).length);`,
    );
    const { files } = await bundleOf(
      { text: imports.join("\n"), main: false, embeddedOnly: false },
      reference.folder,
      runtimeFolder(root),
    );
    for (const [name, text] of files) writeFileSync(join(alone, name), text);
    const { stdout, stderr } = spawnSync(process.execPath, ["service.mjs"], {
      cwd: alone,
      encoding: "utf8",
    });
    assert.match(stdout, /^(?:[1-9]\d*\n){3}$/, stderr);
  } finally {
    rmSync(alone, { recursive: true });
  }
});
