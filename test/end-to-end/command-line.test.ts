import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { examples, orderWith, sendOrder } from "./senders.ts";
import { admin, build, buildEstate, ended, http, Process, pause, waybill, work } from "./waybill.ts";

const order = join(examples, "ecommerce/examples/shopify-order-1001.json");
let service: Process;
let url = "";

before(async () => {
  await buildEstate();
  service = new Process(["run", "--port", "0", "--out", build]);
  url = await service.url();
});

test("a second process on the store is refused in a line, and does not end the first", async () => {
  const second = await waybill(["run", "--port", "0"]);
  assert.equal(second.status, 2);
  assert.match(second.stderr, /another process has this store open/);
  assert.doesNotMatch(second.stderr, /\n\s+at |bug in Waybill/);
  assert.equal((await http(`${url}/health/ready`)).status, 200);
});

test("a port in use is told without a stack, by every command that listens", async () => {
  const { port } = new URL(url);
  const variables = { WAYBILL_DATA: join(work, "other") };
  for (const command of ["run", "dev", "simulate"]) {
    const { status, stderr } = await waybill([command, "--port", port], variables);
    assert.equal(status, 2, command);
    assert.match(stderr, new RegExp(`port ${port} is (?:in use|taken)`), command);
    assert.doesNotMatch(stderr, /\n\s+at |bug in Waybill/);
  }
});

test("an environment that is misspelt, and an address that nothing can be called at, are told as that", async () => {
  const misspelt = await waybill(["run"], { WAYBILL_ENVIRONMENT: "prodution", PORT: "0" });
  assert.match(
    misspelt.stderr,
    /^waybill: no system is in an environment prodution: WAYBILL_ENVIRONMENT is one of /,
  );
  const address = await waybill(["run"], { WAYBILL_SYSTEM_SAP_URL: "localhost:8080", PORT: "0" });
  assert.equal(address.status, 2);
  assert.match(address.stderr, /WAYBILL_SYSTEM_SAP_URL is a URL that begins with http/);
});

test("a mistake that is mended while dev watches is told, though what was built before goes on", async () => {
  const folder = join(work, "watched");
  assert.equal((await waybill(["init", "watched", "--folder", folder])).status, 0);
  const dev = new Process(["dev", "--port", "0", "--folder", folder, "--data", join(work, "watched-data")]);
  const told = async (text: RegExp) => {
    for (let waited = 0; waited < 30_000 && !text.test(dev.stdout); waited += 50) await pause(50);
    assert.match(dev.stdout, text);
  };
  await told(/Watching /);
  const file = join(folder, "orders/take-order.yaml");
  const good = readFileSync(file, "utf8");
  writeFileSync(file, good.replace(" email:", " emial:"));
  await told(/no field `emial`[^]*Build [0-9a-f]+ goes on\./);
  writeFileSync(file, good);
  await told(/goes on\.[^]*No errors, no warnings\.\nBuild [0-9a-f]+ goes on\./);
  await dev.end("SIGINT");
});

test("a PORT that is no port, and production without its secrets, stop the start and say all that is missing", async () => {
  const bad = await waybill(["run"], { PORT: "http" });
  assert.equal(bad.status, 2);
  assert.match(bad.stderr, /PORT/);
  const { status, stderr } = await waybill(["run"], { WAYBILL_ENVIRONMENT: "production", PORT: "0" });
  assert.equal(status, 2);
  for (const name of ["SHOPIFY_WEBHOOK", "SAP_CLIENT", "API_KEY", "STRIPE_WEBHOOK"])
    assert.match(stderr, new RegExp(`WAYBILL_SECRET_${name}\\b`));
});

test("in production admin is closed without a token, and simulated systems are not there", async () => {
  const names =
    "AMAZON_CLIENT BUSINESS_CENTRAL_CLIENT SAP_CLIENT SHOPIFY_TOKEN SQUARE_TOKEN STRIPE_KEY SHOPIFY_WEBHOOK API_KEY STRIPE_WEBHOOK AMAZON_WEBHOOK WOOCOMMERCE_WEBHOOK SQUARE_WEBHOOK WMS_KEY";
  const secrets = Object.fromEntries(names.split(" ").map((name) => [`WAYBILL_SECRET_${name}`, "id:secret"]));
  const production = new Process(["run", "order-intake"], {
    ...secrets,
    WAYBILL_ENVIRONMENT: "production",
    WAYBILL_DATA: join(work, "production"),
    PORT: "0",
  });
  const there = await production.url();
  assert.equal((await admin(`${there}/admin/trace?key=1`)).status, 403);
  assert.equal((await http(`${there}/simulate/sap/received`)).status, 404);
  assert.equal((await http(`${there}/webhooks/shopify/refundsCreate`, { method: "POST" })).status, 404);
  assert.equal((await production.end()).status, 0);
});

test("send, trace and deadletters speak to a running service, for people and for machines", async () => {
  const sent = await waybill(["send", "shopify.ordersCreate", order, "--url", url]);
  assert.equal(sent.status, 0, sent.stderr);
  assert.match(sent.stdout, /taken as run/);
  const json = JSON.parse((await waybill(["trace", "450789469", "--url", url, "--format", "json"])).stdout);
  assert.equal(json.runs[0].state, "done");
  assert.match((await waybill(["trace", "450789469", "--url", url])).stdout, /sap\.createSalesOrder/);
  assert.equal((await waybill(["trace", "nobody", "--url", url])).status, 1);
  const none = await waybill(["deadletters", "list", "--url", url]);
  assert.deepEqual([none.status, none.stdout], [0, "No dead letters.\n"]);
});

test("a dead letter is listed, shown, redriven and discarded from the command line", async () => {
  await http(`${url}/simulate/sap/faults`, {
    method: "POST",
    body: JSON.stringify({ operation: "createSalesOrder", kind: "status", status: 400 }),
  });
  for (const id of [91, 92]) {
    const { body } = await sendOrder(url, orderWith(id), { "x-shopify-webhook-id": `cli-${id}` });
    assert.equal((await ended(url, body.run)).state, "paused");
  }
  const listed = await waybill(["deadletters", "list", "--url", url, "--format", "json"]);
  const [first, second] = JSON.parse(listed.stdout).deadLetters as { id: string; class: string }[];
  assert.equal(first?.class, "refused");
  assert.match((await waybill(["deadletters", "list", "--url", url])).stdout, /refused/);
  const shown = await waybill(["deadletters", "show", first?.id ?? "", "--url", url]);
  assert.match(shown.stdout, /createSalesOrder/);
  assert.doesNotMatch(shown.stdout, /bob\.norman|bd5a8aa1ecd019dd3520ff791ee3a24c/);
  await http(`${url}/simulate/sap/faults`, { method: "DELETE" });
  const redriven = await waybill(["deadletters", "redrive", first?.id ?? "", "--url", url]);
  assert.equal(redriven.status, 0, redriven.stdout + redriven.stderr);
  const discarded = await waybill([
    "deadletters",
    "discard",
    second?.id ?? "",
    "--reason",
    "a test",
    "--url",
    url,
  ]);
  assert.equal(discarded.status, 0, discarded.stdout + discarded.stderr);
  assert.equal((await waybill(["deadletters", "redrive", second?.id ?? "", "--url", url])).status, 1);
  assert.equal((await waybill(["deadletters", "show", "nosuch", "--url", url])).status, 1);
});

test("wrong usage ends with 2 and a line that helps", async () => {
  const wrong: (readonly [readonly string[], RegExp])[] = [
    [["send", "nosuch.webhook", order, "--url", url], /there is no route or webhook/],
    [["send", "shopify.ordersCreate", "nosuch.json", "--url", url], /there is no file/],
    [["trace", "1", "--url", "http://127.0.0.1:1"], /nothing answers/],
    [["trace", "1", "--url", "nonsense"], /--url/],
    [["trace"], /missing required argument/],
    [["trace", "1", "--format", "xml", "--url", url], /--format is one of/],
    [["deadletters", "bury", "--url", url], /list, show, redrive, discard/],
    [["deadletters", "show", "--url", url], /which one/],
    [["deadletters", "redrive", "1", "--from", "middle", "--url", url], /--from/],
    [["run", "nosuch"], /there is no service nosuch/],
    [["run", "--port", "99999"], /--port/],
  ];
  await Promise.all(
    wrong.map(async ([args, says]) => {
      const { status, stderr } = await waybill(args);
      assert.equal(status, 2, args.join(" "));
      assert.match(stderr, says);
      assert.doesNotMatch(stderr, /\n\s+at |bug in Waybill/);
    }),
  );
  const refused = await waybill(["trace", "1", "--url", url], { WAYBILL_ADMIN_TOKEN: "wrong" });
  assert.equal(refused.status, 2);
  assert.match(refused.stderr, /WAYBILL_ADMIN_TOKEN/);
});
