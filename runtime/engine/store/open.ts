import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import type { FileStore } from "./port.ts";
import { storeError } from "./sqlite/errors.ts";

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
    throw storeError(error, file);
  }
}
