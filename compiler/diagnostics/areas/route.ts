import type { Area } from "../entry.ts";

/** WB2300 to WB2399. */
export const route = {} as const satisfies Area;
