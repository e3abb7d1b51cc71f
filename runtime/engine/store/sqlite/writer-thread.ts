import { Worker, type WorkerOptions } from "node:worker_threads";

/** The thread's code, put in where a service is bundled into one file (`compiler/images/bundle.ts`); else its file lies beside this one. */
declare const WAYBILL_WRITER_THREAD: string | undefined;

export function startWriterThread(options: WorkerOptions): Worker {
  if (typeof WAYBILL_WRITER_THREAD === "string")
    return new Worker(WAYBILL_WRITER_THREAD, { ...options, eval: true });
  const own = import.meta.url;
  return new Worker(new URL(own.endsWith(".ts") ? "./worker.ts" : "./worker.js", own), options);
}
