import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { kinds } from "../../../../compiler/kinds/index.ts";
import { planOf } from "../../kinds/compile.ts";

const documents = kinds
  .filter(({ name }) => name !== "Estate" && name !== "Function")
  .flatMap(({ name }) =>
    readFileSync(`compiler/kinds/${name.toLowerCase()}/example.yaml`, "utf8").split("\n---\n"),
  )
  .map((text) =>
    text
      .replace("domain: inventory", "domain: finance")
      .replace("class: orderIntake", "policy: financial-posting")
      .replace(/^ +production: .*\n/m, ""),
  );

test("the plan is the same whatever the order of documents and files", () => {
  const files = (texts: readonly string[]) =>
    Object.fromEntries(texts.map((text, index) => [`${String(index).padStart(2, "0")}.yaml`, text]));
  const places = /"at":\{[^}]*\}/g;
  const plain = (plan: unknown) =>
    JSON.stringify(plan)
      .replace(places, "")
      .replace(/"span":\{[^}]*\}/g, "");
  assert.equal(plain(planOf(files(documents))), plain(planOf(files(documents.toReversed()))));
});

test("the plan is plain data, but for functions' modules it can be written as JSON and read again", () => {
  const plan = planOf(documents.join("\n---\n"));
  assert.deepEqual(JSON.parse(JSON.stringify(plan)), plan);
});

test("without a service all routes that something starts are one, called like the estate", () => {
  const without = documents.filter((text) => !text.includes("kind: Service"));
  assert.deepEqual(
    planOf(without.join("\n---\n")).services.map(({ name, routes }) => [name, routes]),
    [["shop", ["place-order"]]],
  );
});
