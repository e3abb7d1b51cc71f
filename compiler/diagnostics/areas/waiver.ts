import type { Area } from "../entry.ts";

/** WB8000 to WB8099. */
export const waiver = {} as const satisfies Area;
