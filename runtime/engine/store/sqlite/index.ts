/** The store in one SQLite file, which one process has. Its driver is loaded with the first store that is opened. */

import { dirname } from "node:path";
import { makeFolder } from "../folder.ts";
import { type FileStore, StoreError } from "../port.ts";

/** A store on a thread of its own, whose file is being opened. What is asked of it meanwhile waits for that. */
export interface Opening {
  readonly store: FileStore;
  /** Rejects with a `StoreError` that says what to do, and so does all that was asked. */
  readonly opened: Promise<void>;
}

/** Begins to open a file, whose folder is made. Rejects with a `StoreError` where that can not be. */
export async function beginStore(file: string): Promise<Opening> {
  makeFolderOf(file);
  const { WorkerStore } = await import("./worker-store.ts");
  const store = new WorkerStore(file);
  return { store, opened: store.opened };
}

/**
 * Opens a store: a file, or `:memory:`. `inline` keeps it on this thread, for scenarios and tests; a store in memory always is.
 * Rejects as `beginStore` does.
 */
export async function openStore(options: {
  readonly file: string;
  readonly inline?: boolean;
}): Promise<FileStore> {
  const { file } = options;
  if (file === ":memory:" || options.inline === true) {
    if (file !== ":memory:") makeFolderOf(file);
    const { InlineStore } = await import("./inline-store.ts");
    return new InlineStore(file);
  }
  const { store, opened } = await beginStore(file);
  await opened;
  return store;
}

function makeFolderOf(file: string): void {
  try {
    makeFolder(dirname(file));
  } catch (error) {
    throw new StoreError(
      "read-only",
      `${file}: its folder is not there and can not be made (${(error as Error).message}). Set WAYBILL_DATA to a folder that may be written to.`,
    );
  }
}
