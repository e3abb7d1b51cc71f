import assert from "node:assert/strict";
import { parseRunId } from "../../runtime/engine/embedded/store/run-id.ts";
import type { Machine } from "./machine.ts";
import type { Call } from "./network.ts";
import type { Acknowledged, Sender } from "./sender.ts";

interface Run extends Acknowledged {
  readonly state: string | null;
  readonly outcome: string | null;
}

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
  for (const run of runs)
    assert.ok(["done", "cancelled"].includes(run.state ?? "live"), `${name(run)} ended as ${run.state}`);
  const byMessage = Map.groupBy(machine.network.calls, name);
  for (const run of runs) judgeCalls(run, byMessage.get(name(run)) ?? [], machine);
  for (const sender of senders) judgeOrder(sender, machine.network.calls, machine.operator.redriven);
  await judgeEvents(machine, runs);
}

function judgeCalls(run: Run, calls: readonly Call[], machine: Machine): void {
  for (const [operation, same] of Map.groupBy(calls, (call) => call.operation)) {
    const which = `${operation} of ${name(run)}`;
    assert.equal(new Set(same.map(({ key }) => key)).size, 1, `${which} was called under two keys`);
    const redriven = machine.operator.redriven.get(run.run) ?? 0;
    const possible = same.filter(({ told, effect }) => effect || told === "done" || told === "lost").length;
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
  const effects = calls.filter(({ effect }) => effect).map(({ operation }) => operation);
  const undone = effects.filter((operation) => operation.startsWith("compensate:"));
  if (run.state === "cancelled") return;
  if (run.route === "pairs")
    assert.deepEqual(effects.toSorted(), ["left", "right"], `${name(run)}: ${effects.join(" ")}`);
  else if (run.outcome === "refused")
    assert.deepEqual(
      undone,
      ["compensate:hold", "compensate:reserve"],
      `${name(run)} undid: ${undone.join(" ")}`,
    );
  else assert.deepEqual(undone, [], `${name(run)} is done and undid: ${undone.join(" ")}`);
}

/** A message is first called for after the last call for the one before it in its lane. One that was redriven after its lane had passed it is out of order by its policy's word. */
function judgeOrder(sender: Sender, calls: readonly Call[], redriven: ReadonlyMap<string, number>): void {
  if (!sender.laned) return;
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

async function judgeEvents(machine: Machine, runs: readonly Run[]): Promise<void> {
  const events = await machine.disk.read("events", null, 0, 10_000);
  const published = events.map(({ id }) => id).toSorted();
  const due = runs
    .filter(({ route, state, outcome }) => route !== "pairs" && state === "done" && outcome === "done")
    .map(({ run }) => `${run}/accepted`);
  const possible = new Set(
    runs.filter(({ state }) => state === "cancelled").map(({ run }) => `${run}/accepted`),
  );
  assert.deepEqual(
    published.filter((id) => !possible.has(id)),
    due.toSorted(),
    "Events and what was done do not agree",
  );
  assert.equal(new Set(published).size, published.length, "An event was published twice");
}

function name({ lane, number }: { readonly lane: string; readonly number: number }): string {
  return `${lane}-${number}`;
}
