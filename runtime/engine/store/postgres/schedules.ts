import type { ScheduleReads, ScheduleRow, ScheduleWrites } from "../port.ts";
import { type AreaReads, doing, type Operations } from "./operation.ts";

/** Time tables, and the last tick of each that was dealt with: it only moves on. */
export const scheduleOperations: Operations<keyof ScheduleWrites> = {
  schedule: doing(
    ["_name text", "_table text", "_at bigint"],
    `INSERT INTO waybill.schedules (name, spec, tick, skipped) VALUES (_name, _table, _at, 0)
     ON CONFLICT (name) DO UPDATE SET spec = excluded.spec, tick = greatest(schedules.tick, excluded.tick)
       WHERE schedules.spec <> excluded.spec;`,
  ),
  ticked: doing(
    ["_name text", "_from bigint", "_to bigint", "_skipped bigint"],
    `UPDATE waybill.schedules SET tick = _to, skipped = skipped + _skipped WHERE name = _name AND tick = _from;
     IF NOT FOUND THEN
       RAISE EXCEPTION 'The last tick of % is not %.', _name, _from USING ERRCODE = 'WB001';
     END IF;`,
  ),
};

export const scheduleReads: AreaReads<keyof ScheduleReads> = {
  schedules: (query) =>
    query<ScheduleRow>("SELECT name, spec, tick, skipped FROM waybill.schedules ORDER BY name", []),
};
