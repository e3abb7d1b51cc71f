import assert from "node:assert/strict";
import { orderWith, sendOrder } from "./senders.ts";
import { ended, http, pause } from "./waybill.ts";

/** Run by order: what was answered is acknowledged. */
export type Acknowledged = Map<number, string>;

/** Sends orders until the service is gone. Answers the first number that was not used. */
export async function load(
  url: string,
  from: number,
  acknowledged: Acknowledged,
  stop: Promise<unknown>,
): Promise<number> {
  let next = from;
  const sending = { on: true };
  void stop.then(() => (sending.on = false));
  const sender = async () => {
    while (sending.on) {
      const id = next++;
      const answer = await sendOrder(url, orderWith(id), { "x-shopify-webhook-id": `w${id}` }).catch(
        () => undefined,
      );
      if (answer === undefined) return;
      if (answer.status === 202) acknowledged.set(id, answer.body.run);
      else if (answer.status !== 503) assert.fail(`${answer.status} ${answer.text}`);
    }
  };
  await Promise.all(Array.from({ length: 8 }, sender));
  return next;
}

/** When so many more are acknowledged, however slow the machine is. */
export async function taken(acknowledged: Acknowledged, more: number): Promise<void> {
  const enough = acknowledged.size + more;
  while (acknowledged.size < enough) await pause(5);
}

/** Everything acknowledged is done, and at the ERP once. */
export async function assertCarried(
  url: string,
  simulated: string,
  acknowledged: Acknowledged,
): Promise<void> {
  for (const [id, run] of acknowledged) {
    const { state, error } = await ended(url, run);
    assert.equal(state, "done", `order ${id} of run ${run}: ${JSON.stringify(error)}`);
  }
  const { calls } = (await http(`${simulated}/simulate/sap/received`)).body as {
    calls: { effect: boolean; operation: string; body: { PurchaseOrderByCustomer: string } }[];
  };
  const effects = Map.groupBy(
    calls.filter(({ effect }) => effect),
    ({ body }) => body.PurchaseOrderByCustomer,
  );
  for (const [order, made] of effects) assert.equal(made.length, 1, `order ${order} is at the ERP twice`);
  for (const id of acknowledged.keys())
    assert.ok(effects.has(String(id)), `order ${id} never came to the ERP`);
}
