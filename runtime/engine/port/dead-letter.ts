import type { FailureClass } from "../../contract/failure.ts";
import type { Json } from "../../contract/json.ts";
import type { Decision } from "./decision.ts";
import type { StepRecord } from "./history.ts";
import type { RunId } from "./identity.ts";

/** A run that failed, and what people do to many of them. */

export interface DeadLetter {
  readonly id: string;
  readonly run: RunId;
  readonly route: string;
  readonly lane?: string;
  readonly owner?: string;
  readonly at: number;
  readonly class: FailureClass;
  readonly error: string;
  readonly step?: string;
  readonly file?: string;
  readonly line?: number;
  readonly input: Json;
  readonly steps: readonly StepRecord[];
  readonly state: "open" | "redriven" | "discarded";
}

export interface DeadLetterFilter {
  readonly route?: string;
  readonly class?: FailureClass;
  readonly owner?: string;
  /** Milliseconds since the epoch; of when it became a dead letter. */
  readonly since?: number;
}

export interface RedriveOptions extends Decision {
  readonly from: "step" | "start";
  /** Also where an effect that is not idempotent would be repeated. Needs a reason. */
  readonly force?: boolean;
}

/** What is done to many dead letters. */
export interface BulkOrder extends Decision {
  readonly action: "redrive" | "discard";
  /** Of a redrive. Default: step. */
  readonly from?: "step" | "start";
  readonly force?: boolean;
  /** Only count. */
  readonly dryRun?: boolean;
  /** Letters a second. Default 10. */
  readonly ratePerSecond?: number;
}

export interface BulkProgress {
  readonly id: string;
  readonly action: BulkOrder["action"];
  readonly matched: number;
  /** By route, class and owner. */
  readonly counts: Readonly<Record<string, number>>;
  readonly done: number;
  /** Refused one by one, the first hundred of them. */
  readonly passedOver: readonly { readonly id: string; readonly reason: string }[];
  readonly state: "dry-run" | "running" | "done" | "stopped";
}
