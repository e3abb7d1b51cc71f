import type { Area } from "../entry.ts";

/** WB2500 to WB2599. */
export const capability = {} as const satisfies Area;
