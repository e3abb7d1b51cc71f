import type { Area } from "../entry.ts";

/** WB2100 to WB2199. */
export const schema = {} as const satisfies Area;
