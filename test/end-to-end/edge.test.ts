import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { before, test } from "node:test";
import { examples, order, orderWith, sendOrder, shopifySignature } from "./senders.ts";
import { type Answer, admin, buildEstate, ended, http, Process, pause } from "./waybill.ts";

let url = "";
let service: Process;

before(async () => {
  await buildEstate();
  service = new Process(["run", "--port", "0"]);
  url = await service.url();
});

function example(path: string): string {
  return readFileSync(`${examples}${path}`, "utf8");
}

function post(
  path: string,
  body: string | Buffer,
  headers: Readonly<Record<string, string>>,
): Promise<Answer> {
  return http(`${url}${path}`, {
    method: "POST",
    body: typeof body === "string" ? body : new Uint8Array(body),
    headers: { "content-type": "application/json", ...headers },
  });
}

test("an order is taken, traced by each of its keys, and given to the ERP once", async () => {
  const first = await sendOrder(url, order, { "x-shopify-webhook-id": "b5e8" });
  assert.equal(first.status, 202);
  assert.deepEqual(Object.keys(first.body), ["run"]);
  assert.equal(first.headers.get("location"), `/runs/${first.body.run}`);
  const run = await ended(url, first.body.run);
  assert.deepEqual(
    [run.run, run.route, run.state, run.outcome],
    [first.body.run, "take-web-order", "done", "done"],
  );

  const again = await sendOrder(url, order, { "x-shopify-webhook-id": "b5e8" });
  assert.equal(again.status, 202);
  assert.deepEqual(again.body, { run: first.body.run, duplicate: true });

  for (const key of [first.body.run, "b5e8", "450789469"]) {
    const { status, body, text } = await admin(`${url}/admin/trace?key=${key}`);
    assert.equal(status, 200);
    assert.equal(body.key, key);
    assert.equal(body.runs[0]?.run, first.body.run, `found by ${key}`);
    assert.doesNotMatch(text, /bob\.norman|bd5a8aa1ecd019dd3520ff791ee3a24c/);
    const posting = body.runs[0].steps.find((step: { name: string }) => step.name === "posting");
    assert.deepEqual(
      [posting.system, posting.operation, posting.outcome, posting.file],
      ["sap", "createSalesOrder", "ok", "orders/web-orders.yaml"],
    );
    assert.equal(posting.attempts[0].number, 1);
    assert.equal(typeof posting.attempts[0].durationMs, "number");
    assert.ok(!Number.isNaN(Date.parse(posting.attempts[0].at)));
  }
  const { body } = await http(`${url}/simulate/sap/received`);
  assert.equal(body.calls.filter((call: { effect: boolean }) => call.effect).length, 1);
});

test("signatures that are wrong, missing or of another body are refused with 401 and start nothing", async () => {
  for (const headers of [
    { "x-shopify-hmac-sha256": "AAAA" },
    { "x-shopify-hmac-sha256": "" },
    { "x-shopify-hmac-sha256": "é=&%" },
    { "x-shopify-hmac-sha256": shopifySignature(`${order} `) },
    { "x-shopify-hmac-sha256": `${shopifySignature(order)}, AAAA` },
  ])
    assert.equal((await sendOrder(url, order, headers as Record<string, string>)).status, 401);
  assert.equal((await post("/webhooks/shopify/ordersCreate", order, {})).status, 401);
});

test("Stripe's signature holds within five minutes, with any of several v1", async () => {
  const body = example("payments/examples/stripe-payout-paid.json");
  const signed = (at: number) =>
    createHmac("sha256", "local-stripe-webhook").update(`${at}.${body}`).digest("hex");
  const now = Math.floor(Date.now() / 1000);
  const send = (header: string) => post("/webhooks/stripe/payoutPaid", body, { "stripe-signature": header });
  assert.equal((await send(`t=${now},v1=${signed(now)},v0=00`)).status, 202);
  assert.equal((await send(`t=${now},v1=${"0".repeat(64)},v1=${signed(now)}`)).status, 202);
  for (const header of [
    `t=${now - 301},v1=${signed(now - 301)}`,
    `t=${now + 400},v1=${signed(now + 400)}`,
    `t=${now},v1=${signed(now - 1)}`,
    `v1=${signed(now)}`,
    `t=,v1=${signed(now)}`,
    "t=1",
    "=",
  ])
    assert.equal((await send(header)).status, 401, header);
});

test("WooCommerce's and Square's signatures hold, Square's over the address and the body", async () => {
  const woo = example("ecommerce/examples/woocommerce-order.json");
  const signature = createHmac("sha256", "local-woocommerce-webhook").update(woo).digest("base64");
  const delivery = { "x-wc-webhook-delivery-id": "d1", "x-wc-webhook-signature": signature };
  const taken = await post("/webhooks/woocommerce/orderCreated", woo, delivery);
  assert.equal(taken.status, 202);
  assert.equal((await ended(url, taken.body.run)).state, "done");
  const square = example("stores/examples/square-order-updated.json");
  const over = (address: string) =>
    createHmac("sha256", "local-square-webhook").update(`${address}${square}`).digest("base64");
  const path = "/webhooks/square/orderUpdated";
  assert.equal((await post(path, square, { "x-square-hmacsha256-signature": over("") })).status, 401);
  const sale = await post(path, square, { "x-square-hmacsha256-signature": over(`${url}${path}`) });
  assert.equal(sale.status, 202);
  assert.equal((await ended(url, sale.body.run)).state, "done");
});

test("broken JSON is 400, a wrong shape 422 with its place, a wrong method 405, an unknown path 404, as problems", async () => {
  const broken = await sendOrder(url, '{"id": 1,');
  assert.equal(broken.status, 400);
  assert.equal(broken.headers.get("content-type"), "application/problem+json");
  const wrong = await sendOrder(url, order.replace('"id": 450789469', '"id": "x"'));
  assert.equal(wrong.status, 422);
  assert.equal(wrong.body.errors[0].pointer, "/id");
  const method = await http(`${url}/webhooks/shopify/ordersCreate`);
  assert.deepEqual([method.status, method.headers.get("allow")], [405, "POST"]);
  assert.equal((await http(`${url}/webhooks/shopify/nosuch`, { method: "POST" })).status, 404);
  assert.equal((await http(`${url}/%`)).status, 404);
  assert.equal((await http(`${url}/runs/nosuch`)).status, 404);
  const deep = await sendOrder(url, `${"[".repeat(100_000)}${"]".repeat(100_000)}`);
  assert.ok([400, 422].includes(deep.status), String(deep.status));
  const inside = order.replace('"note": ', `"extra": ${"[".repeat(50_000)}${"]".repeat(50_000)}, "note": `);
  const deepInside = await sendOrder(url, inside, { "x-shopify-webhook-id": "deep" });
  assert.ok([202, 400, 422].includes(deepInside.status), String(deepInside.status));
  for (const body of ["null", "[]", "1", '""', "", "\ufeff{}"])
    assert.ok([400, 422].includes((await sendOrder(url, body)).status), body);
  assert.equal((await http(`${url}/health/ready`)).status, 200);
});

test("a body of 20 MB is told 413 whether its length is said or not, and the service goes on", async () => {
  const large = Buffer.alloc(20 * 1024 * 1024, " ");
  const said = await post("/webhooks/shopify/ordersCreate", large, { "x-shopify-hmac-sha256": "x" });
  assert.equal(said.status, 413);
  const chunks = ReadableStream.from(Array.from({ length: 320 }, () => large.subarray(0, 65_536)));
  const init = { method: "POST", body: chunks, duplex: "half" } as RequestInit;
  assert.equal((await http(`${url}/webhooks/shopify/ordersCreate`, init)).status, 413);
  assert.equal((await http(`${url}/health/live`)).status, 200);
});

test("an id of twenty digits comes to the ERP and the trace as it was sent", async () => {
  const id = "12345678901234567890";
  const { status, body } = await sendOrder(url, orderWith(id), { "x-shopify-webhook-id": "long" });
  assert.equal(status, 202);
  assert.equal((await ended(url, body.run)).state, "done");
  assert.equal((await admin(`${url}/admin/trace?key=${id}`)).body.runs[0]?.lane, id);
  assert.match((await http(`${url}/simulate/sap/received`)).text, new RegExp(`"${id}"`));
});

test("amounts and numbers that no double holds come to the ERP digit by digit, and a caller gets its number", async () => {
  const placed = JSON.parse(example("orders/examples/dutch-order.json"));
  const body = JSON.stringify({ ...placed, orderId: "exact-1" });
  const key = { "x-api-key": "local-api-key" };
  assert.equal((await post("/api/orders", body, {})).status, 401);
  const answer = await post("/api/orders", body, key);
  assert.equal(answer.status, 201, answer.text);
  assert.equal(answer.body.orderId, "exact-1");
  const direct = '{"quantity":12345678901234567890.5}';
  await post("/simulated/shopify/nosuch", direct, { "x-shopify-access-token": "x" });
  assert.match((await http(`${url}/simulate/shopify/received`)).text, /12345678901234567890\.5/);
});

test("text of other scripts and split over packets arrives whole; doubled headers and slow senders do no harm", async () => {
  const body = orderWith(771).replaceAll("IPod Nano - 8gb", "Größe 👟 日本");
  const bytes = Buffer.from(body);
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let answer = "";
  socket.on("data", (chunk: Buffer) => (answer += chunk.toString()));
  socket.write(
    `POST /webhooks/shopify/ordersCreate HTTP/1.1\r\nhost: x\r\nx-shopify-webhook-id: slow\r\nx-extra: 1\r\nx-extra: 2\r\ncontent-type: application/json\r\ncontent-length: ${bytes.length}\r\nx-shopify-hmac-sha256: ${shopifySignature(body)}\r\n\r\n`,
  );
  const middle = bytes.indexOf(Buffer.from("👟")) + 2;
  socket.write(bytes.subarray(0, middle));
  await pause(100);
  socket.write(bytes.subarray(middle));
  while (!answer.includes('"run"')) await pause(10);
  socket.destroy();
  assert.match(answer, /^HTTP\/1\.1 202/);
  const run = /"run":"([^"]+)"/.exec(answer)?.[1] ?? "";
  assert.equal((await ended(url, run)).state, "done");
  assert.match((await http(`${url}/simulate/sap/received`)).text, /Größe 👟/);
});

test("admin wants its bearer, metrics and documents are well formed", async () => {
  assert.equal((await http(`${url}/admin/trace?key=1`)).status, 401);
  assert.equal(
    (await http(`${url}/admin/deadletters`, { headers: { authorization: "Bearer x" } })).status,
    401,
  );
  assert.equal((await admin(`${url}/admin/trace`)).status, 400);
  assert.equal((await admin(`${url}/admin/deadletters/nosuch`)).status, 404);
  const metrics = await http(`${url}/metrics`);
  const sample =
    /^[a-zA-Z_:][\w:]*(?:\{(?:[a-zA-Z_]\w*="(?:[^"\\\n]|\\[\\n"])*",?)*\})? (?:[\d.e+-]+|\+Inf|NaN)$/;
  for (const line of metrics.text.trimEnd().split("\n")) assert.match(line, /^# (?:HELP|TYPE) \w+ .+$|^[^#]/);
  for (const line of metrics.text
    .trimEnd()
    .split("\n")
    .filter((each) => !each.startsWith("#")))
    assert.match(line, sample);
  const addresses = [...metrics.text.matchAll(/address="([^"]*)"/g)].map(([, address]) => address);
  assert.ok(new Set(addresses).size < 25, "addresses that nobody serves are no series of their own");
  const { body } = await http(`${url}/openapi.json`);
  assert.match(body.openapi, /^3\.1/);
  assert.ok(body.paths["/api/orders"] ?? body.paths["/orders"]);
  assert.doesNotMatch(service.stderr, /bob\.norman|bd5a8aa1ecd019dd3520ff791ee3a24c/);
});
