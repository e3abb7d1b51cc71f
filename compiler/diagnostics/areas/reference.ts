import type { Area } from "../entry.ts";

/** WB1200 to WB1299. */
export const reference = {} as const satisfies Area;
