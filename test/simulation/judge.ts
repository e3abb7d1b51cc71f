import assert from "node:assert/strict";
import { parseRunId } from "../../runtime/engine/store/run-id.ts";
import type { Machine } from "./machine.ts";
import type { Call } from "./network.ts";
import type { Acknowledged, Sender } from "./sender.ts";

interface Run extends Acknowledged {
  readonly state: string | null;
  readonly outcome: string | null;
}

/** What each outcome of a route has to have done, in order, and nothing else. */
const dues: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  strict: {
    done: ["reserve", "hold", "post"],
    refused: ["reserve", "hold", "compensate:hold", "compensate:reserve"],
  },
  pairs: { done: ["left", "right"] },
  payers: { paid: ["pay"], expired: [] },
  reviews: {
    approved: ["reserve", "grant"],
    rejected: ["reserve", "compensate:reserve"],
    expired: ["reserve", "compensate:reserve"],
  },
};

/** What must hold at the end of every history, as seen from outside. */
export async function judge(machine: Machine, senders: readonly Sender[]): Promise<void> {
  const live = await machine.disk.read("live", 0, 10);
  assert.deepEqual(
    live.map(({ route }) => route),
    [],
    "Work came to a standstill",
  );
  const runs: Run[] = [];
  for (const acknowledged of senders.flatMap((sender) => sender.acknowledged)) {
    const row = await machine.disk.read("run", parseRunId(acknowledged.run)?.seq ?? 0);
    assert.ok(row, `${name(acknowledged)} was acknowledged and is lost`);
    runs.push({ ...acknowledged, state: row.state, outcome: row.outcome });
  }
  const { calls } = machine.network;
  const byMessage = Map.groupBy(calls, name);
  for (const [message, own] of byMessage) judgeRepeats(message, own, machine);
  for (const run of runs) judgeEffects(run, byMessage.get(name(run)) ?? [], machine);
  for (const sender of senders) if (sender.laned) judgeOrder(sender, calls, machine.operator.redriven);
  await judgeEvents(machine, runs);
}

/** A step has one key, and is called again after it was served only by who knows that it may have been. */
function judgeRepeats(message: string, calls: readonly Call[], { operator }: Machine): void {
  for (const [operation, same] of Map.groupBy(calls, (call) => call.operation)) {
    const which = `${operation} of ${message}`;
    const [first] = same;
    assert.equal(new Set(same.map(({ key }) => key)).size, 1, `${which} was called under two keys`);
    const possible = same.filter(({ told, effect }) => effect || told === "done" || told === "lost").length;
    const redriven = operator.redriven.get(first?.key.split(":")[0] ?? "") ?? 0;
    if (operation === "print")
      assert.ok(
        possible <= 1 + redriven,
        `${which}, not to be repeated, may have happened ${possible} times`,
      );
    for (const [index, call] of same.entries()) {
      const served = same.slice(0, index).some(({ told, effect }) => told === "done" || effect);
      assert.ok(!served || call.previous === "unknown", `${which} was repeated as if nothing had happened`);
    }
  }
}

function judgeEffects(run: Run, calls: readonly Call[], { operator }: Machine): void {
  const effects = calls.filter(({ effect }) => effect).map(({ operation }) => operation);
  const told = `${name(run)} is ${run.state} ${run.outcome} and did: ${effects.join(" ")}`;
  if (run.state === "cancelled") {
    // Given up half way: what was undone was done before, and in reverse.
    const undone = effects.filter((operation) => operation.startsWith("compensate:"));
    const done = effects.filter((operation) => undone.includes(`compensate:${operation}`));
    assert.deepEqual(undone, done.map((operation) => `compensate:${operation}`).toReversed(), told);
    return;
  }
  assert.equal(run.state, "done", told);
  const due = dues[run.route === "lenient" ? "strict" : run.route]?.[run.outcome ?? ""];
  const done = effects.filter((operation) => operation !== "print");
  assert.deepEqual(run.route === "pairs" ? done.toSorted() : done, due, told);
  assert.ok(!operator.cancelled.has(run.run) || run.outcome !== "expired" || due !== undefined, told);
}

/** A message is first called for after the last call for the one before it in its lane. One that was redriven after its lane had passed it is out of order by its policy's word. */
function judgeOrder(sender: Sender, calls: readonly Call[], redriven: ReadonlyMap<string, number>): void {
  const late = new Set(
    sender.route === "strict"
      ? []
      : sender.acknowledged.filter(({ run }) => redriven.has(run)).map(({ number }) => number),
  );
  let latest = 0;
  for (const { lane, number } of calls) {
    if (lane !== sender.lane || late.has(number)) continue;
    assert.ok(number >= latest, `Lane ${lane}: ${number} was called for after ${latest}`);
    latest = number;
  }
}

/** Each order that was accepted has one event, each event was heard once and in its lane's order; who waited for it has it. */
async function judgeEvents(machine: Machine, runs: readonly Run[]): Promise<void> {
  const events = await machine.disk.read("events", null, 0, 10_000);
  const published = events.map(({ id }) => id);
  const orders = runs.filter(({ route }) => route === "strict" || route === "lenient");
  const of = (run: Run): string => `${run.run}/accepted`;
  const given = new Set(orders.filter(({ state }) => state === "cancelled").map(of));
  assert.deepEqual(
    published.filter((id) => !given.has(id)).toSorted(),
    orders
      .filter(({ outcome, state }) => state === "done" && outcome === "done")
      .map(of)
      .toSorted(),
    "Events and what was done do not agree",
  );
  const heard = machine.network.calls
    .filter(({ effect, operation }) => effect && operation === "notify")
    .map(name);
  const discarded = await machine.disk.read("deadLetters", "discarded", "listeners", 0, 1_000);
  // The log holds what the programs published.
  const told = events.map(({ data }) => `heard-${(JSON.parse(data) as { which: string }).which}`);
  assert.equal(new Set(heard).size, heard.length, "An event was heard twice");
  assert.equal(
    heard.length + discarded.length,
    told.length,
    `Of ${told.join(" ")} were heard: ${heard.join(" ")}`,
  );
  for (const lane of new Set(events.map(({ subject }) => subject)))
    assert.deepEqual(
      heard.filter((one) => one.startsWith(`heard-${lane}-`)),
      told.filter((one) => one.startsWith(`heard-${lane}-`) && heard.includes(one)),
      "Events were heard out of order",
    );
}

function name({ lane, number }: { readonly lane: string; readonly number: number }): string {
  return `${lane}-${number}`;
}
