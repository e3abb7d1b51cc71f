import type { Producer } from "@platformatic/kafka";
import { producerOf } from "./client.ts";
import type { OutgoingRecord } from "./record.ts";
import { isKafka, said } from "./said.ts";
import type { KafkaSettings } from "./settings.ts";
import type { Topics } from "./topics.ts";

/** What the broker will never take, however often it is asked. */
export class Untakable extends Error {}

export interface Appended extends OutgoingRecord {
  readonly topic: string;
}

interface Waiting {
  readonly records: readonly Appended[];
  resolve(): void;
  reject(reason: unknown): void;
}

/** Records that go together, at least where one caller brings no more. */
const most = 500;

/** Keys and values of one request, bytes: under what a broker takes in one batch of a partition unless told otherwise (1 MiB). */
const mostBytes = 512 * 1024;

/**
 * The end of the log that this process writes to. Owns: the producer.
 *
 * 1. One request is under way at a time, and whoever comes meanwhile goes with the next: records of one key are written in the order
 *    in which they were handed over, and many small ones share a round trip.
 * 2. After a failure the producer is another one: a sequence with a hole in it would be refused for ever. What is tried again may
 *    then stand in the log twice, never in another order: the whole request is tried again, not a part.
 * 3. A request that fails is not tried again here, beyond what the client does by itself: callers know whether theirs may wait.
 */
export class Appender {
  readonly #settings: KafkaSettings;
  readonly #topics: Topics;
  #producer: Producer | undefined;
  #waiting: Waiting[] = [];
  #moving: Promise<void> | undefined;
  #closed = false;

  constructor(settings: KafkaSettings, topics: Topics) {
    this.#settings = settings;
    this.#topics = topics;
  }

  /** Resolves when all replicas in sync have them. Rejects with `Untakable`, or with what is wrong for now. */
  append(records: readonly Appended[]): Promise<void> {
    if (this.#closed) return Promise.reject(new Error("The events are closed."));
    if (records.length === 0) return Promise.resolve();
    const written = new Promise<void>((resolve, reject) => this.#waiting.push({ records, resolve, reject }));
    this.#moving ??= this.#move().finally(() => {
      this.#moving = undefined;
    });
    return written;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#moving;
    await this.#drop();
  }

  async #move(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#next();
      try {
        await this.#send(batch.flatMap(({ records }) => records));
        for (const one of batch) one.resolve();
      } catch (error) {
        await this.#drop();
        // One that can never be taken must not take others with it.
        if (error instanceof Untakable && batch.length > 1) await this.#eachAlone(batch);
        else for (const one of batch) one.reject(error);
      }
    }
  }

  #next(): Waiting[] {
    let count = 0;
    const upTo = this.#waiting.findIndex(({ records }) => {
      count += records.length;
      return count > most;
    });
    return this.#waiting.splice(0, upTo === -1 ? this.#waiting.length : Math.max(upTo, 1));
  }

  async #eachAlone(batch: readonly Waiting[]): Promise<void> {
    for (const one of batch) {
      try {
        await this.#send(one.records);
        one.resolve();
      } catch (error) {
        await this.#drop();
        one.reject(error);
      }
    }
  }

  async #send(records: readonly Appended[]): Promise<void> {
    for (const topic of new Set(records.map((record) => record.topic))) await this.#topics.ready(topic);
    this.#producer ??= producerOf(this.#settings);
    try {
      for (const messages of requestsOf(records)) await this.#producer.send({ messages });
    } catch (error) {
      const never = ["MESSAGE_TOO_LARGE", "RECORD_LIST_TOO_LARGE", "INVALID_RECORD"].find((name) =>
        isKafka(error, name),
      );
      if (never !== undefined) throw new Untakable(`${never}: ${said(error)}`, { cause: error });
      throw error;
    }
  }

  async #drop(): Promise<void> {
    const producer = this.#producer;
    this.#producer = undefined;
    await producer?.close(true).catch(() => undefined);
  }
}

function requestsOf(records: readonly Appended[]): Appended[][] {
  const requests: Appended[][] = [[]];
  let bytes = 0;
  for (const record of records) {
    const size = record.key.length + record.value.length;
    if (bytes > 0 && bytes + size > mostBytes) {
      requests.push([]);
      bytes = 0;
    }
    requests.at(-1)?.push(record);
    bytes += size;
  }
  return requests;
}
