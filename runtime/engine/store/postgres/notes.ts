import type { NoteReads, NoteWrites } from "../port.ts";
import { type AreaReads, doing, type Operations } from "./operation.ts";

export const noteOperations: Operations<keyof NoteWrites> = {
  note: doing(
    ["_area text", "_key text", "_value text"],
    `IF _value IS NULL THEN
       DELETE FROM waybill.notes WHERE area = _area AND key = _key;
     ELSE
       INSERT INTO waybill.notes (area, key, value) VALUES (_area, _key, _value)
         ON CONFLICT (area, key) DO UPDATE SET value = excluded.value;
     END IF;`,
  ),
};

export const noteReads: AreaReads<keyof NoteReads> = {
  async notes(query, area) {
    const rows = await query<{ readonly key: string; readonly value: string }>(
      "SELECT key, value FROM waybill.notes WHERE area = $1 ORDER BY key",
      [area],
    );
    return rows.map(({ key, value }) => [key, value] as const);
  },
};
