import type { Area } from "../entry.ts";

/** WB2000 to WB2099. */
export const expression = {} as const satisfies Area;
