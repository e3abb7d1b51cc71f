import type { DatabaseSync } from "node:sqlite";
import type { NoteReads, NoteWrites } from "../port.ts";

export function noteWrites(database: DatabaseSync): NoteWrites {
  const set = database.prepare("INSERT OR REPLACE INTO notes VALUES (?, ?, ?)");
  const forget = database.prepare("DELETE FROM notes WHERE area = ? AND key = ?");
  return {
    note(area, key, value) {
      if (value === null) forget.run(area, key);
      else set.run(area, key, value);
      return null;
    },
  };
}

export function noteReads(database: DatabaseSync): NoteReads {
  const all = database.prepare("SELECT key, value FROM notes WHERE area = ? ORDER BY key");
  return {
    notes: (area) => all.all(area).map(({ key, value }) => [String(key), String(value)] as const),
  };
}
