import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { build, waybill, work } from "../end-to-end/waybill.ts";
import { Container, imageOf } from "./container.ts";

const functionSpec = `
apiVersion: waybill.dev/v1
kind: Function
metadata: { name: known-order, domain: orders }
spec:
  input: { type: string }
  output: { type: string }
  module: ./known-order.ts
`;
const mistaken = `const known: Readonly<Record<string, { readonly name: string }>> = {};

/** There is no such entry. */
export default (number: string): string => known[number]!.name;
`;

test("a mistake in a function is logged with its place in the generated TypeScript, and not with what the message held", async () => {
  assert.equal((await waybill(["init", "shop"])).status, 0);
  const specs = join(work, "shop");
  writeFileSync(join(specs, "orders/known-order.yaml"), functionSpec);
  writeFileSync(join(specs, "orders/known-order.ts"), mistaken);
  const route = join(specs, "orders/take-order.yaml");
  const mapping = readFileSync(route, "utf8").replace(
    "=text(source.number)",
    "=knownOrder(text(source.number))",
  );
  writeFileSync(route, mapping);
  const made = await waybill(["build", "shop", "--images"]);
  assert.equal(made.status, 0, made.stdout);
  const container = new Container(imageOf(join(build, "images/shop")), {
    variables: {
      WAYBILL_SYSTEM_WAREHOUSE_URL: "http://127.0.0.1:9",
      WAYBILL_SYSTEM_WEB_SHOP_URL: "http://127.0.0.1:9",
    },
  });
  const url = await container.url();
  const order = join(specs, "orders/examples/order.json");
  const sent = await waybill(["send", "web-shop.orderPlaced", order, "--folder", "shop", "--url", url]);
  assert.match(sent.stdout, /Cannot read properties of undefined/);
  const line = container.stderr.split("\n").find((each) => each.includes("a run is a dead letter")) ?? "";
  const { error, stack } = JSON.parse(line) as { readonly error: string; readonly stack: readonly string[] };
  assert.equal(error, "TypeError");
  assert.doesNotMatch(line, /Cannot read properties/);
  const places = stack.flatMap((frame) => {
    const [, path, number] = /\/app\/((?:functions|mappings)\/[^:]+):(\d+):\d+/.exec(frame) ?? [];
    return path === undefined
      ? []
      : [readFileSync(join(build, path), "utf8").split("\n")[Number(number) - 1]];
  });
  assert.match(places[0] ?? "", /known\[number\]!\.name/);
  assert.match(places[1] ?? "", /orderId: .*knownOrder\(/);
  assert.equal(await container.end("SIGTERM"), 0);
});
