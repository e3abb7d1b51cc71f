import type { Area } from "../entry.ts";

/** WB2400 to WB2499. */
export const system = {} as const satisfies Area;
