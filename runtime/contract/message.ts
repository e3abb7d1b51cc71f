import type { Instant } from "../library/types.ts";

/** What a route sees of what started it: CloudEvents' words. */
export interface Message<Data> {
  readonly id: string;
  readonly type: string;
  readonly source: string;
  /** RFC 3339, when it was accepted. */
  readonly time: Instant;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly data: Data;
  /** It is none: why the entry of a log that it stands for could not be read, and where it is. */
  readonly unreadable?: string;
}
