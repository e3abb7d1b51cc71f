import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";

/** The file is whole, as SQLite sees it. Nobody has it open. */
export function judgeStore(file: string): void {
  const database = new DatabaseSync(file);
  try {
    const [{ integrity_check: said } = {}] = database.prepare("PRAGMA integrity_check").all();
    assert.equal(said, "ok", `The store is damaged: ${String(said)}`);
  } finally {
    database.close();
  }
}
