import type { Reporter } from "../../../../diagnostics/diagnostic.ts";
import type { SpecDocument } from "../../../../kinds/document.ts";
import type { RouteSpec } from "../../../../kinds/route/spec.ts";
import type { Model } from "../../../../model/model.ts";
import { listed } from "../../../../values/words.ts";
import type { Rule } from "../../rule.ts";
import { eachRoute } from "../../walked.ts";

/** Events come in order for each key of their contract, and only for that: a consumer's lane by anything else promises what does not arrive. */
export const consumerLane: Rule = {
  name: "consumer-lane",
  codes: ["WB3507"],
  check: eachRoute(({ route }, model, reporter) => checkRoute(route, model, reporter)),
};

function checkRoute(route: SpecDocument<RouteSpec>, model: Model, reporter: Reporter): void {
  const { lane, trigger } = route.spec;
  const contract = model.contracts.get(trigger.event?.of ?? "");
  if (lane === undefined || !contract) return;
  const { key = [] } = contract.document.spec;
  const fields = [...lane.matchAll(/\bmessage\s*\.\s*data\s*\??\.\s*([A-Za-z_$][\w$]*)/g)].map(
    ([, field]) => field ?? "",
  );
  const others = fields.filter((field) => !key.includes(field));
  if (fields.length === 0 || (key.length > 0 && others.length === 0)) return;
  const label = contract.schema.label;
  reporter.report(
    "WB3507",
    route.spanOf(route.spec, "lane"),
    key.length === 0
      ? `\`${label}\` has no key, so its events come in no order, and the lane cannot give it back.`
      : `Events of \`${label}\` come in order by ${listed(key)}; this lane is by ${listed(others)}, for which they may come in any order.`,
    {
      severity: "warning",
      help:
        key.length === 0
          ? `Give the contract a \`key\`, and make the lane of it.`
          : `Make the lane of the key: \`lane: =message.data.${key[0]}\`; or let the contract's key be what order is wanted by.`,
      related: [
        {
          message: "The contract is here.",
          span: contract.document.spec.key
            ? contract.document.keySpan(contract.document.spec, "key")
            : contract.document.spanOf(contract.document.metadata, "name"),
        },
      ],
    },
  );
}
