import { Worker } from "node:worker_threads";
import { type Reads, type Store, StoreError, type Write } from "../port.ts";
import type { Batch, Refused, Reply } from "./messages.ts";

interface Waiting<T> {
  readonly resolve: (value: T) => void;
  readonly reject: (error: StoreError) => void;
}

/**
 * The store on a thread of its own. Owns: what is collected while a commit runs, and who waits for it.
 *
 * 1. One batch is under way at a time; all that comes meanwhile is the next one: a commit for many.
 * 2. Groups are committed in the order of `write`, so acceptance order is commit order.
 * 3. A read is carried out after the writes that were handed over before it.
 * 4. Each promise settles, also when the thread dies.
 */
export class WorkerStore implements Store {
  readonly #worker: Worker;
  #groups: (readonly Write[])[] = [];
  #writers: Waiting<string | null>[] = [];
  #reads: (readonly [string, readonly unknown[]])[] = [];
  #readers: Waiting<unknown>[] = [];
  #underWay: { readonly writers: Waiting<string | null>[]; readonly readers: Waiting<unknown>[] } | undefined;
  #scheduled = false;
  #broken: StoreError | undefined;
  #closed: (() => void) | undefined;

  /** Rejects with a `StoreError` where the file can not be had. */
  static async open(file: string): Promise<WorkerStore> {
    const own = import.meta.url;
    const worker = new Worker(new URL(own.endsWith(".ts") ? "./worker.ts" : "./worker.js", own), {
      workerData: file,
      execArgv: [],
    });
    const first = await new Promise<Reply>((resolve, reject) => {
      worker.once("message", resolve);
      worker.once("error", reject);
    });
    if (first.kind === "refused") {
      await worker.terminate();
      throw revived(first.why);
    }
    return new WorkerStore(worker);
  }

  private constructor(worker: Worker) {
    this.#worker = worker;
    worker.on("message", (reply: Reply) => this.#heard(reply));
    worker.on("error", (error) =>
      this.#break(new StoreError("refused", `The store's thread died: ${String(error)}`)),
    );
    worker.on("exit", () => this.#break(new StoreError("closed", "The store is closed.")));
  }

  write(operations: readonly Write[]): Promise<string | null> {
    if (this.#broken !== undefined) return Promise.reject(this.#broken);
    return new Promise((resolve, reject) => {
      this.#groups.push(operations);
      this.#writers.push({ resolve, reject });
      this.#schedule();
    });
  }

  read<Name extends keyof Reads>(
    name: Name,
    ...given: Parameters<Reads[Name]>
  ): Promise<ReturnType<Reads[Name]>> {
    if (this.#broken !== undefined) return Promise.reject(this.#broken);
    return new Promise((resolve, reject) => {
      this.#reads.push([name, given]);
      // The thread answers what this name's function returned.
      this.#readers.push({ resolve: resolve as (value: unknown) => void, reject });
      this.#schedule();
    });
  }

  async close(): Promise<void> {
    if (this.#broken !== undefined) return;
    while (this.#underWay !== undefined || this.#groups.length > 0 || this.#reads.length > 0) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    await new Promise<void>((resolve) => {
      this.#closed = resolve;
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread, not a window
      this.#worker.postMessage(null);
    });
    this.#break(new StoreError("closed", "The store is closed."));
    await this.#worker.terminate();
  }

  /** After the present turn of the event loop, so that all requests that came in with it share a commit. */
  #schedule(): void {
    if (this.#scheduled || this.#underWay !== undefined) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#send();
    });
  }

  #send(): void {
    if (this.#underWay !== undefined || (this.#groups.length === 0 && this.#reads.length === 0)) return;
    const batch: Batch = { groups: this.#groups, reads: this.#reads };
    this.#underWay = { writers: this.#writers, readers: this.#readers };
    this.#groups = [];
    this.#writers = [];
    this.#reads = [];
    this.#readers = [];
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread, not a window
    this.#worker.postMessage(batch);
  }

  #heard(reply: Reply): void {
    if (reply.kind === "closed") this.#closed?.();
    if (reply.kind !== "batch" || this.#underWay === undefined) return;
    const { writers, readers } = this.#underWay;
    this.#underWay = undefined;
    for (const [index, writer] of writers.entries()) {
      const answer = reply.answers?.[index] ?? null;
      if (answer === null || typeof answer === "string") writer.resolve(answer);
      else writer.reject(revived(answer));
    }
    for (const [index, reader] of readers.entries()) {
      const read = reply.reads[index];
      if (read !== undefined && "value" in read) reader.resolve(read.value);
      else
        reader.reject(
          read === undefined
            ? new StoreError("refused", "The store's thread left a question open.")
            : revived(read.refused),
        );
    }
    this.#schedule();
  }

  #break(error: StoreError): void {
    this.#broken ??= error;
    const waiting = [
      ...(this.#underWay?.writers ?? []),
      ...(this.#underWay?.readers ?? []),
      ...this.#writers,
      ...this.#readers,
    ];
    this.#underWay = undefined;
    this.#groups = [];
    this.#writers = [];
    this.#reads = [];
    this.#readers = [];
    for (const one of waiting) one.reject(this.#broken);
  }
}

function revived(refused: Refused): StoreError {
  return new StoreError(refused.code, refused.message);
}
