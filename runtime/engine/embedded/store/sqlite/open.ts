import { DatabaseSync } from "node:sqlite";
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
    database.exec("PRAGMA locking_mode = EXCLUSIVE");
    database.exec("PRAGMA journal_mode = WAL");
    database.exec(
      "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000; PRAGMA cache_size = -32000; PRAGMA temp_store = MEMORY; PRAGMA secure_delete = FAST",
    );
    // Takes the lock now rather than at the first write.
    database.exec("BEGIN IMMEDIATE; COMMIT");
    migrate(database);
    return database;
  } catch (error) {
    database?.close();
    throw storeError(error, file);
  }
}
