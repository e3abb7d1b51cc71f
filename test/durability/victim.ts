/**
 * The process that the durability suite kills: the embedded engine behind a little HTTP server, working on a route that calls an
 * outside system twice and publishes. `STORE`, `RECEIVER` come from the environment; the port is the first line it prints.
 */
import { createServer, type IncomingMessage, request } from "node:http";
import type { AddressInfo } from "node:net";
import { Failure } from "../../runtime/contract/failure.ts";
import type { Json } from "../../runtime/contract/json.ts";
import type { Policy } from "../../runtime/contract/policy.ts";
import { EmbeddedEngine, openStore } from "../../runtime/engine/embedded/index.ts";
import type { Attempt, Program, StepInfo } from "../../runtime/engine/port.ts";
import { feeds, outside } from "./feeds.ts";

export interface Work {
  readonly lane: string;
  readonly number: number;
}

const receiver = new URL(process.env["RECEIVER"] ?? "");
const policy: Policy = {
  name: "test",
  timeoutMs: 5_000,
  retry: {
    on: ["transient", "throttled", "unknown"],
    attempts: 20,
    initialMs: 5,
    factor: 1.5,
    maxMs: 100,
    jitter: "full",
  },
  idempotencyMs: 3_600_000,
  deadLetter: { owner: "nobody", lane: "pass", retentionMs: 3_600_000 },
};
const options = { policy, repeatable: true, settleMs: 0 };

const program: Program = {
  route: "orders",
  policy,
  async run(run, input) {
    const work = run.pure(step("order", "map"), () => input as unknown as Work);
    const chosen = await run.decide(step("provider", "decide"), `lane:${work.lane}`, () => "first");
    await run.step(step("reserve", "call"), options, (attempt) => call("reserve", work, attempt));
    if (work.number % 7 === 0) await run.sleep(step("nap", "sleep"), 30);
    await run.step(step("post", "call"), options, (attempt) => call("post", work, attempt));
    await run.publish(step("accepted", "publish"), {
      type: "accepted@1",
      subject: work.lane,
      data: { lane: work.lane, number: work.number, chosen },
    });
    return { outcome: "done" };
  },
};

function step(name: string, kind: string): StepInfo {
  return { name, kind, at: { file: "orders.yaml", line: 1 } };
}

function call(operation: string, work: Work, attempt: Attempt): Promise<Json> {
  return new Promise((resolve, reject) => {
    const headers = {
      "content-type": "application/json",
      "x-attempt-key": attempt.attemptKey,
      "x-previous": attempt.previous,
    };
    const sent = request(new URL(`/${operation}`, receiver), { method: "POST", headers }, (response) => {
      const status = response.statusCode ?? 0;
      response.resume().on("end", () => {
        if (status === 200) resolve({ done: operation });
        else reject(new Failure(status === 422 ? "refused" : "transient", `Answered ${status}.`, { status }));
      });
    });
    sent.on("error", (error) => reject(new Failure("unknown", error.message)));
    sent.end(JSON.stringify(work));
  });
}

async function body(message: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of message) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}

const store = await openStore({ file: process.env["STORE"] ?? "" });
const engine = new EmbeddedEngine({ store, suspendAfterMs: 20 });
await engine.serve("build", [program, ...feeds(policy)]);

async function answer(
  message: IncomingMessage,
): Promise<{ readonly status: number; readonly body: unknown }> {
  const path = new URL(message.url ?? "/", "http://victim").pathname;
  if (path === "/accept") {
    const work = JSON.parse(await body(message)) as Work;
    const key = `${work.lane}-${work.number}`;
    const accepted = await engine.accept({
      route: "orders",
      lane: work.lane,
      input: { ...work },
      searchKeys: [key],
      idempotency: { key, keepMs: 3_600_000 },
    });
    return { status: 202, body: { run: accepted.run } };
  }
  if (path === "/events")
    return { status: 200, body: (await engine.events.read({ limit: 1_000_000 })).map(({ event }) => event) };
  if (path === "/letters") return { status: 200, body: await engine.deadLetters({ limit: 10_000 }) };
  if (path === "/backlog") {
    const behind = (await engine.events.consumers()).reduce((sum, group) => sum + group.behind, 0);
    return { status: 200, body: { ...(await engine.backlog()), behind } };
  }
  if (path.startsWith("/outside/"))
    return { status: 200, body: await engine.events.publish([outside(path.slice(9))]) };
  if (path === "/replay")
    return {
      status: 200,
      body: await engine.events.replay({ group: "ledger", from: 0, dryRun: false, by: "test" }),
    };
  if (path.startsWith("/redrive/"))
    return { status: 200, body: await engine.redrive(path.slice(9), { from: "step", by: "test" }) };
  if (path.startsWith("/discard/"))
    return { status: 200, body: (await engine.discard(path.slice(9), { by: "test" }), null) };
  return { status: 200, body: (await engine.run(path.slice(1))) ?? null };
}

const server = createServer((message, response) => {
  answer(message).then(
    (given) =>
      response
        .writeHead(given.status, { "content-type": "application/json" })
        .end(JSON.stringify(given.body)),
    (error: unknown) => response.writeHead(503).end(String(error)),
  );
});
server.listen(0, "127.0.0.1", () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
