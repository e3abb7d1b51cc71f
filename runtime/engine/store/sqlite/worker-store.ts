import type { Worker } from "node:worker_threads";
import { Fifo } from "../../fifo.ts";
import { type FileStore, type Reads, StoreError, type Write } from "../port.ts";
import type { Batch, Copying, Refused, Reply } from "./messages.ts";
import { startWriterThread } from "./writer-thread.ts";

interface Waiting<T> {
  readonly resolve: (value: T) => void;
  readonly reject: (error: StoreError) => void;
}

/** What goes to the thread together, and who waits for it. */
interface Bundle {
  readonly groups: (readonly Write[])[];
  readonly writers: Waiting<string | null>[];
  readonly reads: (readonly [string, readonly unknown[]])[];
  readonly readers: Waiting<unknown>[];
}

/**
 * So many writes are worth a commit of their own, even behind another: waiting for more would leave the thread idle while this one works.
 * 64 senders' messages, and as many ends of runs: a commit's price hardly depends on how many share it.
 */
const enough = 128;

/** One being committed, one that lies ready. */
const bundlesUnderWay = 2;

/**
 * The store on a thread of its own. Owns: what is collected while a commit runs, and who waits for it.
 *
 * 1. What comes while a batch is being committed is the next one: a commit for many. Only where that is `enough` does it lie ready
 *    before the answer is there, and no third beside it.
 * 2. Nothing waits for what has not come: an idle thread is given a batch as soon as a turn of the event loop brings no more.
 * 3. Groups are committed in the order of `write`, so acceptance order is commit order.
 * 4. A read is carried out after the writes that were handed over before it.
 * 5. Each promise settles, also when the thread dies or can not open the file. What comes before it is open waits.
 */
export class WorkerStore implements FileStore {
  readonly #worker: Worker;
  readonly #opening = Promise.withResolvers<void>();
  readonly #underWay = new Fifo<Bundle>();
  readonly #copies = new Map<string, Waiting<void>>();
  #next: Bundle = bundle();
  #scheduled = false;
  #broken: StoreError | undefined;
  #closed: (() => void) | undefined;

  /** Starts the thread, which opens the file. */
  constructor(file: string) {
    this.#worker = startWriterThread({
      workerData: file,
      execArgv: [],
      // Messages live for one batch: a nursery that holds a few of them is seldom swept.
      resourceLimits: { maxYoungGenerationSizeMb: 32 },
    });
    this.#worker.on("message", (reply: Reply) => this.#heard(reply));
    this.#worker.on("error", (error) =>
      this.#break(new StoreError("refused", `The store's thread died: ${String(error)}`)),
    );
    this.#worker.on("exit", () => this.#break(new StoreError("closed", "The store is closed.")));
    // Whoever does not wait for it is told by each call.
    this.opened.catch(() => undefined);
  }

  /** Resolves when the file is open; rejects with a `StoreError` where it can not be had. */
  get opened(): Promise<void> {
    return this.#opening.promise;
  }

  write(operations: readonly Write[]): Promise<string | null> {
    if (this.#broken !== undefined) return Promise.reject(this.#broken);
    return new Promise((resolve, reject) => {
      this.#next.groups.push(operations);
      this.#next.writers.push({ resolve, reject });
      if (this.#next.groups.length >= enough && this.#underWay.length < bundlesUnderWay) this.#send();
      else this.#schedule();
    });
  }

  read<Name extends keyof Reads>(
    name: Name,
    ...given: Parameters<Reads[Name]>
  ): Promise<ReturnType<Reads[Name]>> {
    if (this.#broken !== undefined) return Promise.reject(this.#broken);
    return new Promise((resolve, reject) => {
      this.#next.reads.push([name, given]);
      // The thread answers what this name's function returned.
      this.#next.readers.push({ resolve: resolve as (value: unknown) => void, reject });
      this.#schedule();
    });
  }

  copy(file: string): Promise<void> {
    if (this.#broken !== undefined) return Promise.reject(this.#broken);
    if (this.#copies.has(file))
      return Promise.reject(new StoreError("refused", `${file} is being written already.`));
    return new Promise((resolve, reject) => {
      this.#copies.set(file, { resolve, reject });
      const copying: Copying = { copyTo: file };
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread, not a window
      this.#worker.postMessage(copying);
    });
  }

  async close(): Promise<void> {
    while (this.#broken === undefined && (this.#underWay.length > 0 || !isEmpty(this.#next))) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    if (this.#broken !== undefined) return;
    await new Promise<void>((resolve) => {
      this.#closed = resolve;
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread, not a window
      this.#worker.postMessage(null);
    });
    this.#break(new StoreError("closed", "The store is closed."));
    await this.#worker.terminate();
  }

  /** To an idle thread, after the present turn of the event loop, so that all requests that came in with it share a commit. */
  #schedule(): void {
    if (this.#scheduled || this.#underWay.length > 0 || isEmpty(this.#next)) return;
    this.#scheduled = true;
    this.#gather(1);
  }

  /** While each turn brings more than there was (`size`), senders are at it: what they send next is worth waiting for. */
  #gather(size: number): void {
    setImmediate(() => {
      const now = sizeOf(this.#next);
      if (now > size && now < enough) return this.#gather(now);
      this.#scheduled = false;
      if (this.#underWay.length === 0) this.#send();
    });
  }

  #send(): void {
    if (isEmpty(this.#next)) return;
    const { groups, reads } = this.#next;
    const batch: Batch = { groups, reads };
    this.#underWay.push(this.#next);
    this.#next = bundle();
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread, not a window
    this.#worker.postMessage(batch);
  }

  #heard(reply: Reply): void {
    if (reply.kind === "ready") this.#opening.resolve();
    if (reply.kind === "refused") {
      this.#break(revived(reply.why));
      void this.#worker.terminate();
    }
    if (reply.kind === "closed") this.#closed?.();
    if (reply.kind === "copied") this.#copied(reply);
    if (reply.kind !== "batch") return;
    const answered = this.#underWay.shift();
    if (answered === undefined) return;
    this.#schedule();
    for (const [index, writer] of answered.writers.entries()) {
      const answer = reply.answers?.[index] ?? null;
      if (answer === null || typeof answer === "string") writer.resolve(answer);
      else writer.reject(revived(answer));
    }
    for (const [index, reader] of answered.readers.entries()) {
      const read = reply.reads[index];
      if (read === undefined) reader.reject(new StoreError("refused", "The store left a question open."));
      else if ("value" in read) reader.resolve(read.value);
      else reader.reject(revived(read.refused));
    }
  }

  #copied({ file, refused }: Extract<Reply, { readonly kind: "copied" }>): void {
    const waiting = this.#copies.get(file);
    this.#copies.delete(file);
    if (refused === undefined) waiting?.resolve();
    else waiting?.reject(revived(refused));
  }

  #break(error: StoreError): void {
    this.#broken ??= error;
    this.#opening.reject(this.#broken);
    for (const waiting of this.#copies.values()) waiting.reject(this.#broken);
    this.#copies.clear();
    for (let sent = this.#underWay.shift(); sent !== undefined; sent = this.#underWay.shift())
      rejectAll(sent, this.#broken);
    rejectAll(this.#next, this.#broken);
    this.#next = bundle();
  }
}

function bundle(): Bundle {
  return { groups: [], writers: [], reads: [], readers: [] };
}

function sizeOf({ groups, reads }: Bundle): number {
  return groups.length + reads.length;
}

function isEmpty(of: Bundle): boolean {
  return sizeOf(of) === 0;
}

function rejectAll({ writers, readers }: Bundle, error: StoreError): void {
  for (const one of [...writers, ...readers]) one.reject(error);
}

function revived(refused: Refused): StoreError {
  return new StoreError(refused.code, refused.message);
}
