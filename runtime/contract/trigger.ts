import type { Instant } from "../library/types.ts";
import type { Event } from "./event.ts";
import type { Security } from "./security.ts";
import type { Webhook } from "./system.ts";
import type { Contract } from "./validator.ts";

export type Trigger<Data> =
  | { readonly kind: "webhook"; readonly webhook: Webhook<Data> }
  | {
      readonly kind: "http";
      readonly method: string;
      /** Under `/api`, `{name}` for path parameters. */
      readonly path: string;
      /** The body's. Without it `data` is an object of the path's and the query's parameters, all text. */
      readonly request?: Contract<Data>;
      readonly response?: Contract<unknown>;
      readonly security?: Security;
      readonly ratePerSecond?: number;
      readonly deadlineMs?: number;
      /** Has a `respond` step: the caller waits for it, up to the deadline. */
      readonly synchronous: boolean;
    }
  | {
      readonly kind: "event";
      readonly event: Event<Data>;
      /** Where a route begins that was never served. */
      readonly from: "now" | "beginning";
    }
  /** Its data is a `ScheduledTick`. */
  | {
      readonly kind: "schedule";
      readonly cron: string;
      readonly zone: string;
      readonly missed: "once" | "all" | "skip";
    }
  /** Started by a capability's provider, inside the caller's run. */
  | { readonly kind: "capability"; readonly input: Contract<Data> };

/** What a time table starts a route with. */
export interface ScheduledTick {
  /** With the offset that its zone has then. */
  readonly scheduledAt: Instant;
}
