import { StoreError, type Write } from "../../../runtime/engine/store/port.ts";

/** What a case says of a run; the rest is always the same. */
export interface Accepting {
  readonly route?: string;
  readonly lane?: string;
  readonly at?: number;
  readonly key?: string;
  readonly keepUntil?: number;
  readonly keys?: readonly string[];
  readonly input?: string;
  readonly latest?: string | number;
}

export function accept(seq: number, of: Accepting = {}): Write {
  const {
    route = "orders",
    lane = null,
    at = 1_000,
    key = null,
    keepUntil = 2_000,
    keys = [],
    input = "{}",
  } = of;
  return ["accept", seq, "token", route, "one", lane, at, key, keepUntil, keys, input, of.latest ?? null];
}

/** It ends as done, or is paused or failed for a person. */
export function end(
  seq: number,
  state: "done" | "failed" | "paused" | "cancelled" = "done",
  at = 2_000,
): Write {
  return ["end", seq, state, state === "done" ? "done" : null, null, "one", at, null, null, null];
}

/** Of the accepted run of this number. */
export function letter(seq: number, owner: string | null = null, at = 2_000): Write {
  return ["deadLetter", seq, owner, "no", "refused", "post", "a.yaml", 7, at];
}

export function event(
  id: string,
  of: { seq?: number; type?: string; at?: number; data?: string } = {},
): Write {
  const { seq = null, type = "order@1", at = 1_000, data = "{}" } = of;
  return ["event", id, "shop", type, null, at, seq, null, data];
}

export const refused = (code: string) => (error: unknown) =>
  error instanceof StoreError && error.code === code;
