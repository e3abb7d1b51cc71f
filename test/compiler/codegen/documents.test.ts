import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { emit } from "../../../compiler/passes/emit/index.ts";
import { shopPlan } from "./shop-plan.ts";

const golden = new URL("golden/", import.meta.url);

function documentOf(path: string): Record<string, unknown> {
  return JSON.parse(readFileSync(new URL(path, golden), "utf8")) as Record<string, unknown>;
}

/** All `$ref`s, wherever they stand. */
function references(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === "$ref" && typeof inner === "string" ? [inner] : references(inner),
  );
}

/** RFC 6901, in a URI fragment. */
function resolve(document: unknown, reference: string): unknown {
  const steps = decodeURIComponent(reference.replace(/^#\//, "")).split("/");
  return steps.reduce<unknown>(
    (value, step) =>
      typeof value === "object" && value !== null
        ? (value as Record<string, unknown>)[step.replaceAll("~1", "/").replaceAll("~0", "~")]
        : undefined,
    document,
  );
}

test("every reference in the OpenAPI and AsyncAPI documents leads to something inside them", () => {
  for (const path of [
    "shop/openapi.json",
    "shop/asyncapi.json",
    "hostile/openapi.json",
    "hostile/asyncapi.json",
    "saga/openapi.json",
  ]) {
    const document = documentOf(path);
    for (const reference of references(document))
      assert.notEqual(resolve(document, reference), undefined, `${path}: ${reference}`);
  }
});

test("an event that is published has a channel named by its type, with its contract's schema", () => {
  const document = documentOf("shop/asyncapi.json");
  assert.equal(resolve(document, "#/channels/order-refused-1/address"), "order-refused@1");
  assert.deepEqual(resolve(document, "#/components/messages/order-refused-1/payload"), {
    $ref: "#/components/schemas/OrderRefused",
  });
  assert.equal(resolve(document, "#/operations/order-refused-1/action"), "send");
});

test("the keys of an AsyncAPI document are those the standard allows, whatever events are called", () => {
  for (const path of ["shop/asyncapi.json", "hostile/asyncapi.json"]) {
    const { channels, operations, components } = documentOf(path);
    const { messages, schemas } = components as Record<string, object>;
    for (const part of [channels, operations, messages, schemas])
      for (const key of Object.keys(part as object)) assert.match(key, /^[a-zA-Z0-9._-]+$/);
  }
});

test("POST /events takes what a route consumes or waits for, and only from an administrator", () => {
  const document = documentOf("saga/openapi.json");
  const operation = resolve(document, "#/paths/~1events/post") as {
    readonly requestBody: { readonly content: Readonly<Record<string, { readonly schema: unknown }>> };
    readonly security: unknown;
  };
  assert.deepEqual(operation.security, [{ administrator: [] }]);
  assert.equal(resolve(document, "#/components/securitySchemes/administrator/scheme"), "bearer");
  const structured = operation.requestBody.content["application/cloudevents+json"];
  assert.ok(structured);
  const { oneOf } = structured.schema as {
    readonly oneOf: readonly { readonly properties: { readonly type: { readonly const: string } } }[];
  };
  const sent = documentOf("saga/asyncapi.json")["channels"] as Record<string, { readonly address: string }>;
  const received = Object.entries(
    documentOf("saga/asyncapi.json")["operations"] as Record<
      string,
      { readonly action: string; readonly channel: { readonly $ref: string } }
    >,
  )
    .filter(([, { action }]) => action === "receive")
    .map(([, { channel }]) => sent[channel.$ref.replace("#/channels/", "")]?.address);
  assert.deepEqual(new Set(oneOf.map(({ properties }) => properties.type.const)), new Set(received));
  const silent = emit({ ...shopPlan, routes: [], services: [] }).output.get("openapi.json") ?? "";
  assert.equal(resolve(JSON.parse(silent), "#/paths/~1events"), undefined);
});
