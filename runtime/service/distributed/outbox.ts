import { randomUUID } from "node:crypto";
import { cloudEventOf } from "../../engine/run/events/log.ts";
import type { JsonCodec } from "../../engine/run/json-codec.ts";
import type { EventRow, Store } from "../../engine/store/port.ts";
import type { Outbox, OutboxEntry } from "../../events/broker.ts";
import type { Exchange } from "../../flow/shared/index.ts";

export interface LogOutboxOptions {
  readonly store: Store;
  readonly exchange: Exchange;
  readonly json: JsonCodec;
  /** Extension attributes that every event gets on its way out. */
  readonly mark: Readonly<Record<string, string>>;
  readonly now: () => number;
}

/** The group under which it is written down how far the log was carried, of all types. */
export const outboxGroup = "waybill.outbox";
const leaseKey = "outbox";
const leaseMs = 10_000;
/** How often who carries looks at the log, and who does not asks whether it should, milliseconds. */
const lookMs = 50;
const idleMs = 1_000;

/**
 * The shared log as an outbox: what steps committed stands in it, in the order of the commits. Owns: which replica carries it.
 *
 * 1. One replica carries at a time, by a lease. One whose lease ran out while it carried publishes again what another has: in the same
 *    order, so that who has seen an event once has seen all before it.
 * 2. The position moves only from where it stands, so the one who is behind moves nothing.
 */
export class LogOutbox implements Outbox {
  readonly #options: LogOutboxOptions;
  readonly #replica = randomUUID();
  #leadsUntil = 0;
  #position: number | undefined;

  constructor(options: LogOutboxOptions) {
    this.#options = options;
  }

  async pending(limit: number): Promise<readonly OutboxEntry[]> {
    if (!(await this.#leads())) return [];
    for (;;) {
      const after = (this.#position ??= await this.#stored());
      const rows = await this.#options.store.read("events", null, after, limit);
      const published = rows.filter(({ seq }) => seq !== null);
      if (rows.length === 0 || published.length > 0) return published.map((row) => this.#entry(row));
      // What came from outside came by the broker.
      await this.#move(rows.at(-1)?.position ?? after);
    }
  }

  async published(entries: readonly OutboxEntry[]): Promise<void> {
    const last = entries.at(-1);
    if (last !== undefined) await this.#move(Number(last.position));
  }

  async refused({ position, event }: OutboxEntry, reason: string): Promise<void> {
    await this.#move(Number(position), reason, `event:${event.id}`);
  }

  listen(told: () => void): () => void {
    let timer = setTimeout(look, lookMs);
    const { now } = this.#options;
    const leading = () => now() < this.#leadsUntil;
    function look(): void {
      told();
      timer = setTimeout(look, leading() ? lookMs : idleMs);
    }
    return () => {
      clearTimeout(timer);
      // Another may carry at once.
      if (leading()) void this.#lease(0).catch(() => undefined);
    };
  }

  async #leads(): Promise<boolean> {
    const { now } = this.#options;
    // Renewed long before it is over.
    if (now() < this.#leadsUntil - leaseMs / 2) return true;
    const asked = now();
    const leads = await this.#lease(leaseMs);
    this.#leadsUntil = leads ? asked + leaseMs : 0;
    if (!leads) this.#position = undefined;
    return leads;
  }

  #lease(ms: number): Promise<boolean> {
    return this.#options.exchange([leaseKey], (texts, now) => {
      const text = texts.get(leaseKey);
      // As it is written below.
      const lease = text === undefined ? undefined : (JSON.parse(text) as { by: string; until: number });
      if (lease !== undefined && lease.by !== this.#replica && lease.until > now)
        return { texts: new Map(), answer: false };
      const mine = JSON.stringify({ by: this.#replica, until: now + ms });
      return { texts: new Map([[leaseKey, mine]]), answer: true };
    });
  }

  async #stored(): Promise<number> {
    const { store } = this.#options;
    const known = (await store.read("consumers")).find(({ name }) => name === outboxGroup);
    if (known !== undefined) return known.position;
    await store.write([["subscribe", outboxGroup, "*", "beginning"]]);
    return 0;
  }

  async #move(to: number, reason?: string, subject = ""): Promise<void> {
    const { store, now } = this.#options;
    const from = (this.#position ??= await this.#stored());
    this.#position = undefined;
    await store.write([
      ["consumed", outboxGroup, from, to],
      ...(reason === undefined ? [] : [["audit", now(), "pass-over", subject, "waybill", reason] as const]),
    ]);
    this.#position = to;
  }

  #entry(row: EventRow): OutboxEntry {
    const { json, mark } = this.#options;
    const event = cloudEventOf(row, json);
    return {
      position: String(row.position),
      event: { ...event, extensions: { ...event.extensions, ...mark } },
    };
  }
}
