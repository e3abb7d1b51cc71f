import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { type FileStore, StoreError } from "./port.ts";

/**
 * Opens a store: a file (its folder is made), or `:memory:`. `inline` keeps it on this thread, for scenarios and tests; a store in
 * memory always is. Rejects with a `StoreError` that says what to do.
 */
export async function openStore(options: {
  readonly file: string;
  readonly inline?: boolean;
}): Promise<FileStore> {
  const { file } = options;
  if (file !== ":memory:") makeFolder(file);
  if (file === ":memory:" || options.inline === true) {
    const { InlineStore } = await import("./sqlite/inline-store.ts");
    return new InlineStore(file);
  }
  const { WorkerStore } = await import("./sqlite/worker-store.ts");
  return WorkerStore.open(file);
}

function makeFolder(file: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
  } catch (error) {
    throw new StoreError(
      "read-only",
      `${file}: its folder is not there and can not be made (${(error as Error).message}). Set WAYBILL_DATA to a folder that may be written to.`,
    );
  }
}
