import type { Engine } from "../../engine/port.ts";
import { type Handler, json } from "../request.ts";

/** Ticks that are told ahead. */
const ahead = 5;

/** `GET /admin/schedules`: each time table with its next ticks, and how many were passed over. */
export function listSchedules({ schedules }: Engine): Handler {
  return async () => {
    const tables = await schedules.list(ahead);
    return json(200, {
      schedules: tables.map(({ upTo, next, ...table }) => ({
        ...table,
        upTo: new Date(upTo).toISOString(),
        next: next.map((tick) => new Date(tick).toISOString()),
      })),
    });
  };
}
