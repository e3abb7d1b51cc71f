import type { Json } from "../../contract/json.ts";
import type { EventPlace } from "../../events/port.ts";
import type { Decision } from "./decision.ts";
import type { RunId } from "./identity.ts";

/** Personal data taken out of what is kept. */

/** What is personal, which contracts say and an engine does not know. */
export interface PersonalData {
  /** The personal values of a route's message, as texts. */
  values(route: string, input: Json): readonly string[];
  /** A route's message without them. */
  message(route: string, input: Json): Json;
  /** An event's data without them. */
  event(type: string, data: Json): Json;
  /** Whether an event's data may hold any. */
  holds(type: string): boolean;
  /** The event that a route's message came as, where it was one. `type`: only where it may have been one. */
  origin(
    route: string,
    input: Json,
  ): { readonly source: string; readonly id: string; readonly type?: string } | undefined;
  /** Any value with these texts taken out, wherever they stand in it. */
  without<T>(value: T, texts: readonly string[]): T;
}

export interface EraseOrder extends Decision {
  /** A business key, a message's id, a lane or a run's id. */
  readonly key: string;
  readonly reason: string;
  /** Only tell what would be erased. */
  readonly dryRun?: boolean;
  /** Open dead letters are discarded, so that their runs are over. */
  readonly discard?: boolean;
}

export interface Erased {
  readonly dryRun: boolean;
  readonly runs: readonly RunId[];
  /** Events that they published. */
  readonly events: number;
  /** Runs that are not over: they are erased once they are, without another word. */
  readonly left: readonly { readonly run: RunId; readonly route: string; readonly reason: string }[];
  /** Where events of these runs stand all the same, since the log is not the engine's: of types that may hold what is personal. */
  readonly kept: readonly EventPlace[];
}
