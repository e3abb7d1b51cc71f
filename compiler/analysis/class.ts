import type { SpecDocument } from "../kinds/document.ts";
import type { IntegrationClass } from "../kinds/estate/spec.ts";
import type { RouteSpec } from "../kinds/route/spec.ts";
import type { Model } from "../model/model.ts";

/** What the business says of a route by its class. */
export interface NamedClass extends IntegrationClass {
  readonly name: string;
}

export function classOf({ spec }: SpecDocument<RouteSpec>, { estate }: Model): NamedClass | undefined {
  const classes = estate?.spec.classes ?? {};
  const found =
    spec.class !== undefined && Object.hasOwn(classes, spec.class) ? classes[spec.class] : undefined;
  return found && spec.class !== undefined ? { ...found, name: spec.class } : undefined;
}

/** Money moves, or the ledger is wrong when it fails. */
export function isFinancial(of: IntegrationClass | undefined): boolean {
  return of?.sensitivity === "financial" || of?.failureImpact === "ledger";
}

/** The ledger itself: what is posted twice or never is found by an auditor. */
export function isLedger(of: IntegrationClass | undefined): boolean {
  return of?.failureImpact === "ledger" || (of?.sensitivity === "financial" && of.criticality === "critical");
}

/** The business stands still, or customers notice. */
export function isVital(of: IntegrationClass | undefined): boolean {
  return of?.criticality === "high" || of?.criticality === "critical";
}

/** In words: "class `financialPosting` (critical, financial)". */
export function classText({ name, criticality, sensitivity }: NamedClass): string {
  return `class \`${name}\` (${criticality}${sensitivity === "none" ? "" : `, ${sensitivity}`})`;
}
