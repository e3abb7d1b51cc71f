import { setTimeout as sleep } from "node:timers/promises";
import { Agent } from "undici";
import { orderOf } from "./order.ts";
import type { Server } from "./server.ts";

/**
 * Posts orders at a constant rate, whether or not those before were answered, and tells how long each answer took, ms, from when it was to
 * be sent: an order that the client was late to send, or that waited for another, took longer ("open loop"; G. Tene, "How not to measure
 * latency"). Timers are up to 1 ms late.
 */
export async function pacedAnswers(
  server: Server,
  rate: number,
  count: number,
  prefix: string,
): Promise<readonly number[]> {
  const agent = new Agent({ connections: 64 });
  const { ports, path } = server;
  const begun = performance.now();
  const answers: Promise<number>[] = [];
  for (let number = 0; number < count; number += 1) {
    const due = begun + (number * 1_000) / rate;
    const early = due - performance.now();
    if (early > 0) await sleep(early);
    const url = `http://127.0.0.1:${ports[number % ports.length]}${path}`;
    answers.push(post(agent, url, `${prefix}-${number}`).then(() => performance.now() - due));
  }
  try {
    return await Promise.all(answers);
  } finally {
    await agent.close();
  }
}

async function post(agent: Agent, url: string, id: string): Promise<void> {
  const response = await agent.request({
    origin: new URL(url).origin,
    path: new URL(url).pathname,
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(orderOf(id)),
  });
  await response.body.dump();
  if (response.statusCode !== 202) throw new Error(`order ${id} was answered ${response.statusCode}`);
}
