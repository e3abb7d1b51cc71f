import { parentPort, workerData } from "node:worker_threads";
import { type Reads, StoreError } from "../port.ts";
import { storeError } from "./errors.ts";
import { type Answered, Executor } from "./executor.ts";
import type { Batch, Copying, ReadReply, Refused, Reply } from "./messages.ts";

/** The writer's thread: one connection, one batch at a time. `null` from the engine's side closes it. */
const port = parentPort;
if (port === null) throw new Error("worker.ts runs as a worker thread only");
const file = String(workerData);

try {
  serve(new Executor(file));
} catch (error) {
  say({ kind: "refused", why: plain(storeError(error, file)) });
}

function serve(executor: Executor): void {
  port?.on("message", (batch: Batch | Copying | null) => {
    if (batch === null) {
      executor.close();
      say({ kind: "closed" });
      port?.close();
      return;
    }
    if ("copyTo" in batch) {
      void copy(executor, batch.copyTo);
      return;
    }
    const answers = batch.groups.length === 0 ? [] : executor.writeBatch(batch.groups);
    const reads = batch.reads.map(([name, given]) => read(executor, name, given));
    const silent = answers.every((answer) => answer === null);
    say(silent ? { kind: "batch", reads } : { kind: "batch", answers: answers.map(transferable), reads });
  });
  say({ kind: "ready" });
}

async function copy(executor: Executor, to: string): Promise<void> {
  try {
    await executor.copy(to);
    say({ kind: "copied", file: to });
  } catch (error) {
    say({ kind: "copied", file: to, refused: plain(storeError(error, to)) });
  }
}

function read(executor: Executor, name: string, given: readonly unknown[]): ReadReply {
  try {
    // The other side called `Store.read`, which is typed.
    return { value: executor.read(name as keyof Reads, given as never) };
  } catch (error) {
    return { refused: plain(storeError(error, file)) };
  }
}

function transferable(answer: Answered): string | null | Refused {
  return answer instanceof StoreError ? plain(answer) : answer;
}

function plain(error: StoreError): Refused {
  return { code: error.code, message: error.message };
}

function say(reply: Reply): void {
  port?.postMessage(reply);
}
