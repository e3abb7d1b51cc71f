import type { Area } from "../entry.ts";

/** WB2200 to WB2299. */
export const mapping = {} as const satisfies Area;
