import type { Area } from "../entry.ts";

/** WB1100 to WB1199. */
export const shape = {} as const satisfies Area;
