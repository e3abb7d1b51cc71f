/** An embedded store of an estate that has been at work for long, with something of everything that is carried when it moves. */
import { createHash } from "node:crypto";
import type pg from "pg";
import type { Write } from "../../../runtime/engine/store/port.ts";
import { storable } from "../../../runtime/engine/store/postgres/storable.ts";
import { departing } from "../../../runtime/engine/store/sqlite/departing.ts";
import { Executor } from "../../../runtime/engine/store/sqlite/executor.ts";
import { accept, end, event, letter } from "../store/writes.ts";

/** Runs in a commit. */
const together = 2_000;
const day = 86_400_000;

/** What stands still of every ten: the other three are done. */
const kinds: readonly ((seq: number) => readonly Write[])[] = [
  (seq) => [["askApproval", seq, 2, "release", "finance", `{"total":${seq}}`, null, 1_000]],
  (seq) => [
    ["waitFor", seq, 2, "paid@1", `["id"]="${seq}"`],
    ["wake", seq, null, "event"],
  ],
  (seq) => [end(seq, "failed"), letter(seq, "team-orders")],
  (seq) => [end(seq, "paused"), letter(seq, "team-orders")],
  (seq) => [["wake", seq, 2_000_000_000_000 + seq, "sleep"]],
  (seq) => [["end", seq, "paused", "person", null, "one", 3_000, "ann: holidays", null, null]],
  (seq) => [end(seq, "failed"), letter(seq), ["closeLetter", seq, "discarded", "[]"]],
];

function run(seq: number, now: number): readonly Write[] {
  const lane = seq % 3 === 0 ? {} : { lane: `customer-${seq % 997}` };
  const kind = kinds[seq % 10];
  const head = (name: string) => JSON.stringify({ name, kind: "call", outcome: "ok", attempts: [] });
  const key = `message-${(seq * 2_654_435_761) % 4_294_967_296}-${seq}`;
  return [
    accept(seq, {
      ...lane,
      at: now - day + seq,
      key,
      keepUntil: now + day,
      keys: [`order:${seq}`],
      input: inputOf(seq),
    }),
    ["step", seq, 0, head("map"), `{"total":${seq}}`],
    ["step", seq, 1, head("post"), '"posted"'],
    event(`of-${seq}`, { seq }),
    // Letters are numbered as they come to be.
    ...(kind === undefined ? [end(seq)] : kind(seq).map((write) => numbered(write, seq))),
  ];
}

function numbered(write: Write, seq: number): Write {
  if (write[0] !== "closeLetter") return write;
  // Three of ten have a letter: the third kind's, the fourth's, and this one's.
  const before = Math.floor(seq / 10) * 3;
  return ["closeLetter", before + 3, write[2], write[3]];
}

function inputOf(seq: number): string {
  return JSON.stringify({
    id: String(seq),
    name: `Jörg ${seq} \u0000`,
    lines: Array.from({ length: 6 }, (_, line) => ({ sku: `sku-${line}`, quantity: seq % 7 })),
  });
}

/** @param runs a multiple of ten */
export function fillStore(file: string, runs: number): void {
  const store = new Executor(file);
  const now = Date.now();
  for (let first = 1; first <= runs; first += together) {
    const count = Math.min(together, runs - first + 1);
    const answers = store.writeBatch(Array.from({ length: count }, (_, index) => run(first + index, now)));
    for (const answer of answers) if (answer !== null) throw new Error(`not filled: ${String(answer)}`);
  }
  const orders = Array.from({ length: 20 }, (_, index): Write => {
    const order = { key: `order:${index + 1}`, by: "ann", reason: "asked for" };
    return ["note", "erasure", order.key, JSON.stringify(order)];
  });
  const rest: readonly Write[] = [
    ...orders,
    ["schedule", "nightly", "0 2 * * *", now],
    ["decide", 1, 9, "head", "warehouse", "west", now],
    ["graph", "one", "orders", "[]"],
    ["subscribe", "taker", "order@1", "now"],
    ["subscribe", "gone", "return@1", "now"],
    ["audit", now, "erase", "order:1", "ann", "asked for"],
  ];
  const [answer] = store.writeBatch([rest]);
  if (answer !== "west") throw new Error(`not filled: ${String(answer)}`);
  store.close();
}

type Value = string | number | boolean | null | undefined;

/** What each table holds, whatever the order of its rows. */
export type Sums = Readonly<Record<string, string>>;

/** Of an embedded store, as it is carried. */
export function sumsOf(file: string): Sums {
  const store = departing(file);
  const all = new Map<string, { readonly columns: readonly string[]; readonly rows: string[] }>();
  for (const { table, rows } of store.rows()) {
    const columns = Object.keys(rows[0] ?? {});
    const known = all.get(table) ?? { columns, rows: [] };
    known.rows.push(...rows.map((row) => line(columns.map((column) => row[column]))));
    all.set(table, known);
  }
  store.close();
  return Object.fromEntries([...all].map(([table, { columns, rows }]) => [table, sum(columns, rows)]));
}

/** Of the tables in PostgreSQL where these came from `sumsOf`; the group that carries events there is left out. */
export async function carriedSums(client: pg.Client, from: Sums): Promise<Sums> {
  const sums: Record<string, string> = {};
  for (const [table, said] of Object.entries(from)) {
    const columns = said.split(" ").slice(2);
    const { rows } = await client.query<Value[]>({
      text: `SELECT ${columns.map((column) => `"${column}"`).join(", ")} FROM waybill.${table}`,
      rowMode: "array",
    });
    const own = rows.filter((row) => row[0] !== "waybill.outbox" && row[0] !== "arrived");
    sums[table] = sum(columns, own.map(line));
  }
  return sums;
}

/** Numbers and truth values as texts, as one database or the other has them. */
function line(values: readonly Value[]): string {
  const texts = values.map((value) => {
    if (typeof value === "boolean") return String(Number(value));
    return value === null || value === undefined ? null : storable(String(value));
  });
  return JSON.stringify(texts);
}

function sum(columns: readonly string[], rows: readonly string[]): string {
  const hash = createHash("sha256").update(rows.toSorted().join("\n")).digest("hex").slice(0, 12);
  return `${rows.length} ${hash} ${columns.join(" ")}`;
}
