import type { Area } from "../entry.ts";

/** WB2700 to WB2799. */
export const scenario = {} as const satisfies Area;
