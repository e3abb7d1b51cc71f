import { flowsOf, type UnitFlow } from "../../../../analysis/flow/index.ts";
import { reasonsIn } from "../../../../analysis/personal/classes.ts";
import { type WalkedStep, walkRoute } from "../../../../analysis/route-walk.ts";
import type { Reporter } from "../../../../diagnostics/diagnostic.ts";
import type { Model } from "../../../../model/model.ts";
import type { YamlNode } from "../../../../source/node.ts";
import { listed } from "../../../../values/words.ts";
import type { Rule } from "../../rule.ts";

/** What an approval shows is read by people of its role: where those own domains, one of these must be cleared for it. */
export const shownToUncleared: Rule = {
  name: "shown-to-uncleared",
  codes: ["WB3605"],
  check(model, reporter) {
    // Where the estate says nothing of personal data, nothing is asked.
    if (!model.estate?.spec.personalData) return;
    const flows = new Map(flowsOf(model).map((flow) => [flow.unit, flow]));
    for (const [name, route] of model.routes) {
      const flow = flows.get(`route ${name}`);
      if (flow) for (const step of walkRoute(route, model).all) checkStep(step, flow, model, reporter);
    }
  },
};

function checkStep(step: WalkedStep, flow: UnitFlow, model: Model, reporter: Reporter): void {
  const { approve } = step.spec;
  if (approve?.show === undefined) return;
  const domains = domainsOf(approve.role, model);
  if (domains.length === 0) return;
  const told = new Set<string>();
  for (const { value, node } of [...flow.gives, ...flow.reads]) {
    if (value.declassified || !holds(approve.show, node)) continue;
    for (const { personal } of value.origins.flatMap((field) => reasonsIn(field, model))) {
      if (told.has(personal) || isCleared(personal, domains, model)) continue;
      told.add(personal);
      report(personal, node, domains, step, model, reporter);
    }
  }
}

/** The domains that a role owns; one that owns none is of the route's domain, which is asked elsewhere (WB3202). */
function domainsOf(role: string, { estate }: Model): readonly string[] {
  return Object.entries(estate?.spec.domains ?? {}).flatMap(([name, { owner }]) =>
    owner === role ? [name] : [],
  );
}

function isCleared(personal: string, domains: readonly string[], { estate }: Model): boolean {
  const cleared = estate?.spec.personalData?.[personal];
  return !cleared || domains.some((domain) => cleared.includes(domain));
}

function holds({ span: outer }: YamlNode, { span: inner }: YamlNode): boolean {
  return outer.file === inner.file && outer.start <= inner.start && inner.end <= outer.end;
}

function report(
  personal: string,
  { span }: YamlNode,
  domains: readonly string[],
  step: WalkedStep,
  { estate }: Model,
  reporter: Reporter,
): void {
  const role = step.spec.approve?.role ?? "";
  reporter.report(
    "WB3605",
    span,
    `This shows ${personal} data to \`${role}\`, and ${listed(domains)}, which ${domains.length === 1 ? "is" : "are"} theirs, ${domains.length === 1 ? "is" : "are"} not cleared for it.`,
    {
      help: `Show what they need to decide and no more. Where they may see it, clear their domain in the Estate: \`personalData: { ${personal}: [${[...(estate?.spec.personalData?.[personal] ?? []), domains[0]].join(", ")}] }\`.`,
      ...(estate && {
        related: [
          {
            message: `\`${role}\` owns this domain.`,
            span: estate.keySpan(estate.spec.domains, domains[0] ?? ""),
          },
        ],
      }),
    },
  );
}
