/**
 * A system that is gone for long while messages go on coming: `docs/guide/operations.md` tells of a day, this is one of fifteen seconds. What
 * happens is held against what the compiler promises for it.
 */
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { type Answer, admin, http, Process, pause, until, waybill, work } from "./waybill.ts";

const shop = join(work, "shop");
const steady = 20;
const lastingMs = 15_000;

function edit(file: string, from: string, to: string): void {
  const path = join(shop, file);
  const text = readFileSync(path, "utf8");
  if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
  writeFileSync(path, text.replace(from, to));
}

/** A new estate that names its outage, with a breaker, and a webhook that is easily signed. */
before(async () => {
  assert.equal((await waybill(["init", "shop"])).status, 0);
  edit(
    "estate.yaml",
    "    local: { engine: embedded }\n",
    "    local: { engine: embedded }\n  outages:\n    down-for-a-day: { system: warehouse, lasting: 15s, drainedWithin: 5s }\n",
  );
  edit(
    "estate.yaml",
    "  timeout: 10s\n",
    "  timeout: 10s\n  breaker: { failures: 5, within: 60s, reset: 1s }\n",
  );
  edit("warehouse/warehouse.yaml", "rate: 20/s, concurrency: 5", "rate: 50/s, concurrency: 5");
  edit(
    "orders/take-order.yaml",
    "  key: =message.id\n",
    `  load: { steady: ${steady}/s }\n  key: =message.id\n`,
  );
  edit(
    "orders/web-shop.yaml",
    "standardWebhooks: { secret: web-shop-webhook }",
    "hmac: { algorithm: sha256, header: X-Signature, encoding: base64, secret: web-shop-webhook }",
  );
});

/** What the compiler says that the backlog is, in calls, and how long it takes to drain, in milliseconds. */
async function promised(): Promise<{ readonly size: number; readonly drainMs: number }> {
  const { stdout } = await waybill(["check", "shop", "--format", "json"]);
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string; message: string }[] };
  const told = diagnostics.find(({ code }) => code === "WB3409")?.message ?? "";
  const [, size, seconds] = /= (\d+) calls, and .* = (\d+)s > 5s/.exec(told) ?? assert.fail(told);
  edit("estate.yaml", "drainedWithin: 5s", "drainedWithin: 10s");
  return { size: Number(size), drainMs: Number(seconds) * 1_000 };
}

async function send(url: string, number: number): Promise<Answer> {
  const text = readFileSync(join(shop, "orders/examples/order.json"), "utf8");
  const body = text.replace("1001", String(10_000 + number));
  const signature = createHmac("sha256", "local-web-shop-webhook").update(body).digest("base64");
  const headers = {
    "content-type": "application/json",
    "webhook-id": `message-${number}`,
    "x-signature": signature,
  };
  return http(`${url}/webhooks/web-shop/orderPlaced`, { method: "POST", body, headers });
}

/** Orders at a steady rate, whatever becomes of them; answers what each was answered. */
class Customers {
  readonly answers: Promise<Answer>[] = [];
  readonly #timer: NodeJS.Timeout;

  constructor(url: string) {
    const began = performance.now();
    this.#timer = setInterval(() => {
      const due = ((performance.now() - began) / 1_000) * steady;
      while (this.answers.length < due) this.answers.push(send(url, this.answers.length));
    }, 20);
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}

async function metric(url: string, name: string): Promise<number> {
  const { text } = await http(`${url}/metrics`);
  return text
    .split("\n")
    .filter((line) => line.startsWith(name))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(" "))), 0);
}

/** Accepted and not over. */
async function backlog(url: string): Promise<number> {
  return (await metric(url, "waybill_runs_waiting")) + (await metric(url, "waybill_runs_running"));
}

test("an outage costs no order and no attempt; its backlog is what the compiler says, and is gone when it says", {
  timeout: 90_000,
}, async (context) => {
  const { size, drainMs } = await promised();
  assert.equal((await waybill(["build", "shop"])).status, 0);
  const service = new Process(["run", "--port", "0", "--folder", "shop"], {
    WAYBILL_DATA: join(work, "outage"),
  });
  const url = await service.url();
  const calls = async (): Promise<number> =>
    (await http(`${url}/simulate/warehouse/received`)).body.calls.length;

  const fault = { operation: "createShipment", kind: "status", status: 503 };
  await http(`${url}/simulate/warehouse/faults`, { method: "POST", body: JSON.stringify(fault) });
  const began = performance.now();
  const customers = new Customers(url);
  await until(async () => (await metric(url, "waybill_breaker_open")) === 1);
  const openMs = performance.now() - began;
  await pause(lastingMs - openMs);

  const waiting = await backlog(url);
  const oldest = await metric(url, "waybill_backlog_oldest_seconds");
  const tried = await calls();
  await http(`${url}/simulate/warehouse/faults`, { method: "DELETE" });
  const back = performance.now();
  // Customers go on ordering: the steady load is part of the promise.
  await until(async () => (await backlog(url)) <= steady);
  const drained = performance.now() - back;
  customers.stop();
  await until(async () => (await backlog(url)) === 0);
  const answers = await Promise.all(customers.answers);

  context.diagnostic(
    `breaker open after ${Math.round(openMs)} ms, ${tried} calls during the outage, backlog ${waiting} (promised ${size}), oldest ${oldest.toFixed(1)} s, drained in ${(drained / 1_000).toFixed(1)} s (promised ${drainMs / 1_000} s)`,
  );
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([202]));
  assert.deepEqual((await admin(`${url}/admin/deadletters`)).body.deadLetters, []);
  assert.equal(await metric(url, "waybill_runs_total"), answers.length);
  assert.ok(oldest > lastingMs / 1_000 - 2, `the oldest had waited ${oldest} s`);
  assert.ok(Math.abs(waiting - size) < size * 0.15, `${waiting} waited, ${size} were promised`);
  // Five failures and those under way with them, then one a second.
  assert.ok(tried < 30, `it was tried ${tried} times`);
  // The breaker notices up to a second late that the system is back.
  assert.ok(drained < drainMs * 1.5 + 1_000, `${drained} ms`);
  await service.end();
});
