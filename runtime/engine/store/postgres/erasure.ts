import type { ErasureReads, ErasureWrites, EventRow } from "../port.ts";
import { eventColumns } from "./events.ts";
import { type AreaReads, doing, type Operations } from "./operation.ts";

/**
 * What erasure reads and replaces: the only writes that change what was accepted. What is replaced is gone from every answer with the
 * commit; from the server's files when it vacuums and its log is recycled, which is the operator's.
 */
export const erasureOperations: Operations<keyof ErasureWrites> = {
  overwrite: doing([], ""),
  rewriteInput: doing(
    ["_seq bigint", "_input text", "_lane text"],
    "UPDATE waybill.runs SET input = _input, lane = _lane WHERE seq = _seq;",
  ),
  rewriteEvent: doing(
    ["_position bigint", "_data text", "_subject text"],
    "UPDATE waybill.events SET data = _data, subject = _subject WHERE position = _position;",
  ),
  forgetKey: doing(
    ["_key text", "_seq bigint"],
    "DELETE FROM waybill.keys WHERE key = waybill.fold(_key) AND seq = _seq AND NOT claim;",
  ),
  rewriteError: doing(
    ["_seq bigint", "_error text"],
    "UPDATE waybill.ends SET error = _error WHERE seq = _seq;",
  ),
};

export const erasureReads: AreaReads<keyof ErasureReads> = {
  eventFromOutside: async (query, source, id) =>
    (
      await query<EventRow>(
        `SELECT ${eventColumns} FROM waybill.events WHERE source = $1 AND id = $2 AND seq IS NULL`,
        [source, id],
      )
    )[0],
  checkpoint: () => Promise.resolve(null),
  async eventsBy(query, runs, after, limit) {
    const [end] = await query<{ readonly position: number }>(
      "SELECT position FROM waybill.events WHERE position > $1 ORDER BY position LIMIT 1 OFFSET $2",
      [after, limit],
    );
    const events = await query<EventRow>(
      `SELECT ${eventColumns} FROM waybill.events
       WHERE position > $1 AND position <= $2 AND seq = ANY($3::bigint[]) ORDER BY position`,
      [after, end?.position ?? Number.MAX_SAFE_INTEGER, runs],
    );
    return { events, next: end?.position ?? null };
  },
};
