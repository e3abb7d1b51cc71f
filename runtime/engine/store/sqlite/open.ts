import { accessSync, constants } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { StoreError } from "../port.ts";
import { storeError } from "./errors.ts";
import { migrate } from "./schema.ts";

/**
 * Opens the file and keeps it for this process alone: in exclusive locking mode SQLite holds its lock as long as the
 * connection lives, and the system frees it when the process dies, however it dies.
 * WAL with `synchronous = FULL` makes each commit one fsync.
 */
export function openDatabase(file: string): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file);
    // Of a file that is made now: a message of 1 to 4 KB and what is written beside it take half as many writes of the system.
    database.exec("PRAGMA page_size = 8192; PRAGMA locking_mode = EXCLUSIVE");
    database.exec("PRAGMA journal_mode = WAL");
    database.exec(
      "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 2000; PRAGMA cache_size = -32000; PRAGMA temp_store = MEMORY; PRAGMA secure_delete = FAST",
    );
    // Takes the lock now rather than at the first write.
    database.exec("BEGIN IMMEDIATE; COMMIT");
    migrate(database);
    return database;
  } catch (error) {
    database?.close();
    throw mayWrite(file) ? storeError(error, file) : readOnly(error, file);
  }
}

function mayWrite(file: string): boolean {
  try {
    accessSync(dirname(file), constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** SQLite calls it a failure of the disk where it finds a log that it would have to write to before it can read. */
function readOnly(error: unknown, file: string): StoreError {
  const told = storeError(error, file);
  if (told.code !== "unreadable") return told;
  return new StoreError(
    "read-only",
    `${file}: its folder or its disk may not be written to. ${told.message}`,
  );
}
