import type { DurationText, ExpressionText, Reference } from "../values.ts";
import type { DeploySpec } from "./deploy-spec.ts";

export type Criticality = "low" | "medium" | "high" | "critical";

export interface EstateSpec {
  readonly domains: Readonly<Record<string, Domain>>;
  readonly classes?: Readonly<Record<string, IntegrationClass>>;
  /** Class of personal data: domains cleared for it. */
  readonly personalData?: Readonly<Record<string, readonly string[]>>;
  readonly environments: Readonly<Record<string, Environment>>;
  readonly outages?: Readonly<Record<string, OutageSpec>>;
  /** Severities other than the catalogue's. */
  readonly rules?: readonly RuleSeverity[];
  /** What this estate asks beyond what Waybill does. */
  readonly checks?: readonly EstateCheck[];
}

/** A check of the estate's own, over documents as data. */
export interface EstateCheck {
  readonly name: string;
  readonly severity?: "error" | "warning";
  readonly reason: string;
  /** The kind of document that is asked. */
  readonly for: string;
  /** Which of them; absent: all. */
  readonly where?: ExpressionText;
  readonly must: ExpressionText;
  readonly message?: string;
  readonly help?: string;
}

/** An outage that the estate is prepared for. */
export interface OutageSpec {
  readonly system: Reference;
  readonly lasting: DurationText;
  /** How long it may take afterwards until what has come meanwhile is worked off. */
  readonly drainedWithin: DurationText;
}

/** How the estate wants a diagnostic to count. */
export interface RuleSeverity {
  readonly code: string;
  readonly severity: "error" | "warning" | "off";
  readonly reason: string;
}

export interface Domain {
  readonly owner: string;
  readonly criticality: Criticality;
  readonly recovery?: { readonly point: DurationText; readonly time: DurationText };
}

export interface IntegrationClass {
  readonly criticality: Criticality;
  readonly latency: "interactive" | "seconds" | "minutes" | "hours" | "daily";
  readonly sensitivity: "none" | "operational" | "personal" | "financial";
  readonly failureImpact: "none" | "internal" | "customer" | "stock" | "ledger";
  readonly policy: Reference;
}

export interface Environment {
  readonly engine: "embedded" | "distributed";
  readonly events?: string;
  readonly namespace?: string;
  readonly publicUrl?: string;
  readonly backlog?: { readonly runs?: number; readonly age?: DurationText };
  /** Class, or `default`: how long what is over is kept. */
  readonly history?: Readonly<Record<string, DurationText>>;
  /** All that exist there, where they are listed. */
  readonly secrets?: readonly string[];
  readonly deploy?: DeploySpec;
}
