/** The images of a distributed environment, each alone: a service is one file that holds its own routes and no other's. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { fileURLToPath } from "node:url";
import type { Manifest } from "../../compiler/manifest/manifest.ts";
import { build, http, waybill } from "../end-to-end/waybill.ts";
import { Container, imageOf, secretFiles } from "./container.ts";

const specs = fileURLToPath(new URL("../cluster/estate", import.meta.url));
let manifest: Manifest;

before(async () => {
  const { status, stdout } = await waybill(["build", specs, "--images"]);
  assert.equal(status, 0, stdout);
  manifest = JSON.parse(readFileSync(join(build, "manifest.json"), "utf8")) as Manifest; // of this build
});

test("each service starts alone, with the secrets it is said to need, and answers for its own routes", async () => {
  const everywhere = manifest.services.flatMap((service) => service.public);
  for (const { name, image, secrets, systems, public: own } of manifest.services) {
    const variables = (
      names: readonly string[],
      kind: string,
      end: string,
      value: (name: string) => string,
    ) =>
      names.map((each) => [`WAYBILL_${kind}_${each.toUpperCase().replaceAll("-", "_")}_${end}`, value(each)]);
    const container = new Container(imageOf(join(build, "images", image.name)), {
      secrets: secretFiles(Object.fromEntries(secrets.map((each) => [each, `secret-of-${each}`]))),
      variables: {
        WAYBILL_ENVIRONMENT: "production",
        ...Object.fromEntries([
          ...variables(secrets, "SECRET", "FILE", (each) => `/secrets/${each}`),
          ...variables(systems, "SYSTEM", "URL", () => "http://127.0.0.1:9"),
        ]),
      },
    });
    const url = await container.url();
    assert.match(
      container.stderr,
      new RegExp(`"routes":${manifest.services.find((each) => each.name === name)?.routes.length}\\b`),
    );
    for (const path of new Set(everywhere.filter((each) => each.startsWith("/webhooks/")))) {
      const { status } = await http(`${url}${path}`, { method: "POST" });
      if (own.includes(path)) assert.notEqual(status, 404, `${name} ${path}`);
      else assert.equal(status, 404, `${name} ${path}`);
    }
    assert.equal(await container.end("SIGTERM"), 0);
  }
});
