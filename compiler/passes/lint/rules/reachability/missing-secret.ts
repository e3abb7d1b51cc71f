import { nearest } from "../../../../diagnostics/nearest.ts";
import type { SpecDocument } from "../../../../kinds/document.ts";
import { entryOf, type YamlNode, type YamlScalar } from "../../../../source/node.ts";
import type { Rule } from "../../rule.ts";

/** An environment that lists its secrets has all that are used: what is missing is found out now, and not at the first call. */
export const missingSecret: Rule = {
  name: "missing-secret",
  codes: ["WB3710"],
  check({ estate, documents }, reporter) {
    const listed = Object.entries(estate?.spec.environments ?? {}).flatMap(([name, { secrets }]) =>
      secrets ? [{ name, secrets: new Set(secrets) }] : [],
    );
    if (listed.length === 0) return;
    for (const document of documents)
      for (const { text, span } of secretsOf(document)) {
        const lacking = listed.filter(({ secrets }) => !secrets.has(text));
        if (lacking.length === 0) continue;
        const near = nearest(text, lacking[0]?.secrets ?? []);
        reporter.report(
          "WB3710",
          span,
          `There is no secret "${text}" in ${lacking.map(({ name }) => `environment "${name}"`).join(" and ")}.`,
          {
            help:
              near === undefined
                ? "Put it there, and into the environment's `secrets`."
                : `Did you mean "${near}"?`,
          },
        );
      }
  },
};

const known = new WeakMap<SpecDocument, readonly YamlScalar[]>();

/** Every `secret: name` of a system or a route. */
function secretsOf(document: SpecDocument): readonly YamlScalar[] {
  if (document.kind !== "System" && document.kind !== "Route") return [];
  const before = known.get(document);
  if (before) return before;
  const found: YamlScalar[] = [];
  const visit = (node: YamlNode | undefined): void => {
    if (node?.type === "list") for (const item of node.items) visit(item);
    if (node?.type !== "map") return;
    for (const { key, value } of node.entries)
      if (key.text === "secret" && value.type === "scalar") found.push(value);
      else visit(value);
  };
  const spec = entryOf(document.node, "spec")?.value;
  for (const key of ["authentication", "webhooks", "trigger"]) visit(entryOf(spec, key)?.value);
  known.set(document, found);
  return found;
}
