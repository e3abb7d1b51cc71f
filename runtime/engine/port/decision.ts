import type { Json } from "../../contract/json.ts";
import type { RunId } from "./identity.ts";

/** What people say about runs, and why their word is refused. */

/** Who does something to a run or a dead letter, and why: for the audit. */
export interface Decision {
  readonly by: string;
  readonly reason?: string;
}

export interface OpenApproval {
  readonly run: RunId;
  readonly route: string;
  readonly step: string;
  readonly role: string;
  readonly show: Json;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly deadline?: number;
}

/** Why a person's word about a run or a dead letter is refused: there is none of that id, or it is not in a state for it. */
export class EngineRefusal extends Error {
  readonly code: "unknown" | "conflict";
  constructor(code: "unknown" | "conflict", message: string) {
    super(message);
    this.name = "EngineRefusal";
    this.code = code;
  }
}
