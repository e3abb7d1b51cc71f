import type { Reporter } from "../../../../diagnostics/diagnostic.ts";
import type { SpecDocument } from "../../../../kinds/document.ts";
import type { EstateSpec, IntegrationClass } from "../../../../kinds/estate/spec.ts";
import { defaultPolicy } from "../../../../kinds/policy/lower.ts";
import type { PolicySpec } from "../../../../kinds/policy/spec.ts";
import { allStepSpecs, undoOf } from "../../../../kinds/route/sequence/within.ts";
import type { RouteSpec } from "../../../../kinds/route/spec.ts";
import type { Model } from "../../../../model/model.ts";
import type { Span } from "../../../../source/source.ts";
import { perDocument } from "../../per-document.ts";
import type { Rule } from "../../rule.ts";

/** A class promises the business something; the policies that a route of the class follows must keep it. */
export const classAndPolicy: Rule = {
  name: "class-and-policy",
  codes: ["WB3311", "WB3312", "WB3313", "WB3314", "WB3315"],
  check(model, reporter) {
    const { estate } = model;
    if (!estate) return;
    const policies = samePolicies(model);
    for (const route of model.routes.values()) checkRoute(route, reporter, estate, policies);
  },
};

type Policies = Model["policies"];
let lastPolicies: Policies = new Map();

/** Link makes a new map every time; while no policy was edited the last one serves, so that routes need not be judged again. */
function samePolicies({ policies }: Model): Policies {
  const same =
    policies.size === lastPolicies.size &&
    [...policies].every(([name, document]) => lastPolicies.get(name) === document);
  if (!same) lastPolicies = policies;
  return lastPolicies;
}

const checkRoute = perDocument<RouteSpec, [SpecDocument<EstateSpec>, Policies]>(
  (route, reporter, estate, policies) => {
    const { spec } = route;
    const integrationClass = spec.class === undefined ? undefined : estate.spec.classes?.[spec.class];
    if (!integrationClass) {
      if (spec.class === undefined) reportUnclassified(route, estate, reporter);
      return;
    }
    for (const use of usesOf(route, integrationClass)) {
      const policy = policies.get(use.policy);
      // An unknown policy was reported by link; the default one promises nothing.
      if (!policy && use.policy !== defaultPolicy) continue;
      for (const demand of demands) {
        if (!demand.of(integrationClass) || demand.kept(policy?.spec ?? {})) continue;
        const { owner } =
          route.metadata.domain === undefined
            ? route.metadata
            : (estate.spec.domains[route.metadata.domain] ?? {});
        reporter.report(
          demand.code,
          use.span,
          `${demand.because(spec.class ?? "")}, but policy "${use.policy}" ${demand.lacks}.`,
          {
            severity: demand.severity(integrationClass),
            help: demand.help(owner),
            ...(policy && {
              related: [{ message: "The policy is here.", span: policy.spanOf(policy.metadata, "name") }],
            }),
          },
        );
      }
    }
  },
);

function reportUnclassified(
  route: SpecDocument<RouteSpec>,
  estate: SpecDocument<EstateSpec>,
  reporter: Reporter,
): void {
  const names = Object.keys(estate.spec.classes ?? {});
  // A capability's route runs inside its caller, and is of the caller's class.
  if (names.length === 0 || route.spec.trigger.capability !== undefined) return;
  reporter.report(
    "WB3315",
    route.spanOf(route.metadata, "name"),
    `Route "${route.metadata.name}" has no class, so nothing is asked of its policy.`,
    { help: `Add \`class:\` with one of ${names.join(", ")}.` },
  );
}

interface Use {
  readonly policy: string;
  /** Where it is chosen. */
  readonly span: Span;
}

/** Each policy that the route follows, once: its own or its class's, and those of single steps. */
function usesOf(route: SpecDocument<RouteSpec>, { policy }: IntegrationClass): readonly Use[] {
  const { spec } = route;
  const own: Use =
    spec.policy === undefined
      ? { policy, span: route.spanOf(spec, "class") }
      : { policy: spec.policy, span: route.spanOf(spec, "policy") };
  const uses = new Map([[own.policy, own]]);
  for (const place of allStepSpecs(spec.steps).flatMap((step) => [step, undoOf(step)])) {
    if (place?.policy === undefined || uses.has(place.policy)) continue;
    uses.set(place.policy, { policy: place.policy, span: route.spanOf(place, "policy") });
  }
  return [...uses.values()];
}

interface Demand {
  readonly code: "WB3311" | "WB3312" | "WB3313" | "WB3314";
  of(integrationClass: IntegrationClass): boolean;
  kept(policy: PolicySpec): boolean;
  severity(integrationClass: IntegrationClass): "error" | "warning";
  because(name: string): string;
  readonly lacks: string;
  help(owner: string | undefined): string;
}

const isFinancial = ({ sensitivity }: IntegrationClass) => sensitivity === "financial";

/** What cannot be put right afterwards is an error: an entry in the ledger. */
const ledgerFirst = ({ failureImpact }: IntegrationClass) =>
  failureImpact === "ledger" ? "error" : "warning";

const demands: readonly Demand[] = [
  {
    code: "WB3311",
    of: isFinancial,
    kept: ({ idempotency }) => idempotency !== undefined,
    severity: ledgerFirst,
    because: (name) => `Class "${name}" moves money, which must never be moved twice`,
    lacks: "does not say for how long a repetition is known",
    help: () =>
      "Add `idempotency: { retention: 120d }` to the policy: longer than anybody may send the same again.",
  },
  {
    code: "WB3312",
    of: isFinancial,
    kept: ({ deadLetter }) => deadLetter?.owner !== undefined,
    severity: ledgerFirst,
    because: (name) => `Class "${name}" moves money, and what fails must be somebody's work`,
    lacks: "names no owner of its dead letters",
    help: (owner = "finance-operations") => `Add \`deadLetter: { owner: ${owner} }\` to the policy.`,
  },
  {
    code: "WB3313",
    of: ({ criticality }) => criticality === "critical",
    kept: ({ deadLetter }) => deadLetter?.alert !== undefined,
    severity: () => "warning",
    because: (name) => `Class "${name}" is critical`,
    lacks: "calls nobody when a message is left lying",
    help: () => "Add `deadLetter: { alert: 15m }` to the policy: after so long its owner is called.",
  },
  {
    code: "WB3314",
    of: ({ sensitivity }) => sensitivity === "personal",
    kept: ({ deadLetter }) => deadLetter?.retention !== undefined,
    severity: () => "warning",
    because: (name) => `Class "${name}" carries personal data`,
    lacks: "does not say for how long dead letters are kept",
    help: () => "Add `deadLetter: { retention: 30d }` to the policy: as long as the data may be held.",
  },
];
