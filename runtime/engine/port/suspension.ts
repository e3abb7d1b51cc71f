import type { Json } from "../../contract/json.ts";

/** What a run parks for: an event, a person. */

export interface WaitOptions {
  readonly event: {
    /** `payment-settled@1`. */
    readonly type: string;
    /** Whether this event is meant. One that it throws at is not. */
    where(data: Json): boolean;
    /**
     * What `where` demands at least: the field at `path` equals `value`. With it a publish wakes only the runs that it may concern,
     * without it all that wait for the type look at it.
     */
    readonly match?: { readonly path: readonly string[]; readonly value: string | number | boolean };
  };
  /** Absent: for ever. */
  readonly withinMs?: number;
}

export type Waited = { readonly kind: "event"; readonly data: Json } | { readonly kind: "expired" };

export interface ApproveOptions {
  readonly role: string;
  /** What the person is shown. */
  readonly show: Json;
  /** Absent: for ever. */
  readonly withinMs?: number;
}

export type Approved =
  | {
      readonly kind: "approved" | "rejected";
      readonly by: string;
      /** Milliseconds since the epoch. */
      readonly at: number;
      readonly note?: string;
    }
  | { readonly kind: "expired" };
