import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { emailOf, type Message } from "../../campaign/victim/message.ts";

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

/** Nothing personal of what was erased stands in its files, whatever SQLite says of them. */
export function judgeErased(file: string, erased: ReadonlyMap<string, Message>): void {
  const files = [file, `${file}-wal`].filter((name) => existsSync(name));
  const bytes = Buffer.concat(files.map((name) => readFileSync(name)));
  for (const [key, message] of erased)
    assert.equal(bytes.indexOf(emailOf(message)), -1, `${key} was erased and is on the disk`);
}
