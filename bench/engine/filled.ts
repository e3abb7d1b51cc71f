/** A store with a past: so many finished runs of the benchmark's route, and so many open dead letters among them. */
import type { Write } from "../../runtime/engine/store/port.ts";
import { Executor } from "../../runtime/engine/store/sqlite/executor.ts";
import { orderOf } from "./order.ts";

/** Runs in a commit. */
const together = 5_000;

/** Through the engine's own statements, many runs in a commit. The messages are small, so that the disk holds them. */
export function fillStore(file: string, runs: number, letters: number): void {
  const store = new Executor(file);
  const every = Math.floor(runs / letters);
  const { lines, ...head } = orderOf("");
  for (let first = 1; first <= runs; first += together) {
    const count = Math.min(together, runs - first + 1);
    const groups = Array.from({ length: count }, (_, index) => {
      const seq = first + index;
      const data = { ...head, id: pastId(seq), lines: lines.slice(0, 2) };
      return past(seq, JSON.stringify({ id: data.id, type: "take-order", data }), seq % every === 0);
    });
    for (const answer of store.writeBatch(groups))
      if (answer !== null) throw new Error(`not filled: ${String(answer)}`);
  }
  store.close();
}

export function pastId(seq: number): string {
  // Ids of senders fall anywhere in the tree of keys.
  return `past-${Math.imul(seq, 0x9e3779b1) >>> 0}-${seq}`;
}

const head = (name: string, kind: string, outcome: string): string =>
  JSON.stringify({ name, kind, at: { file: "orders/take-order.yaml", line: 3 }, outcome, attempts: [] });

function past(seq: number, input: string, failed: boolean): readonly Write[] {
  const at = 1_700_000_000_000 + seq;
  const id = pastId(seq);
  const route = seq % 2 === 0 ? "take-order" : "orders";
  const accept: Write = [
    "accept",
    seq,
    "0123456789ab",
    route,
    "bench",
    id,
    at,
    id,
    at + 1,
    [id],
    input,
    null,
  ];
  const posting: Write = [
    "step",
    seq,
    0,
    head("posting", "call", failed ? "failed" : "ok"),
    failed ? null : '{"d":1}',
  ];
  if (!failed) return [accept, posting, ["end", seq, "done", "done", null, "bench", at, null, null, null]];
  return [
    accept,
    posting,
    ["end", seq, "failed", null, '{"message":"refused","class":"refused"}', "bench", at, null, null, null],
    ["deadLetter", seq, "team-orders", "refused", "refused", "posting", "orders/take-order.yaml", 3, at],
  ];
}
