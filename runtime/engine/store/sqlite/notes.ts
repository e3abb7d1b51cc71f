import type { NoteReads, NoteWrites } from "../port.ts";
import type { Connection } from "./connection.ts";

export function noteWrites(database: Connection): NoteWrites {
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

export function noteReads(database: Connection): NoteReads {
  const all = database.prepare("SELECT key, value FROM notes WHERE area = ? ORDER BY key");
  return {
    notes: (area) => all.all(area).map(({ key, value }) => [String(key), String(value)] as const),
  };
}
