import type { Contract } from "./validator.ts";

export interface Event<Data> {
  /** `order-accepted@1`. */
  readonly type: string;
  readonly contract: Contract<Data>;
}

/** Which event is waited for, and for how long. */
export interface AwaitOptions<Data> {
  /** Absent: any. */
  readonly where?: (event: Data) => boolean;
  /** What `where` demands at least: the event's field at `path` equals `value`. Only the runs that an event may concern are woken by it. */
  readonly match?: { readonly path: readonly string[]; readonly value: unknown };
  /** Absent: for ever. */
  readonly withinMs?: number;
}
