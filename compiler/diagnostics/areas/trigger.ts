import type { Area } from "../entry.ts";

/** WB2340 to WB2359: what starts a route by itself. */
export const trigger = {
  WB2340: {
    name: "malformed-cron",
    severity: "error",
    title: "A time table is not to be understood.",
  },
  WB2341: {
    name: "unknown-zone",
    severity: "error",
    title: "A time table goes by a zone that there is not.",
  },
  WB2342: { name: "never-fires", severity: "error", title: "A time table names days that no month has." },
} as const satisfies Area;
