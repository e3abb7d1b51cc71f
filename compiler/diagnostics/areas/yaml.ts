import type { Area } from "../entry.ts";

/** WB1000 to WB1099. */
export const yaml = {} as const satisfies Area;
