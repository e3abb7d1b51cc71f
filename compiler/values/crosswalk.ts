import { nearest } from "../diagnostics/nearest.ts";
import type { CheckStatement } from "../expressions/check.ts";
import type { LinkedCrosswalk } from "../model/model.ts";
import type { PlanExpression } from "../plan/plan.ts";
import { isExpression, type YamlEntry, type YamlNode, type YamlScalar } from "../source/node.ts";
import { constantText } from "./constant.ts";
import { type CheckedUnit, lowered, type ValueContext } from "./prepared.ts";
import { listed } from "./words.ts";

/** What a lookup is asked: by which system's word, and for which system's. */
export interface PreparedLookup {
  readonly system: string;
  readonly statements: readonly CheckStatement[];
  /** Whether what it is asked by may be missing. */
  mayBeMissing(checked: CheckedUnit): boolean;
  lower(checked: CheckedUnit): PlanExpression;
}

/** `from: { shopify: =source.location_id }` and `to: wms` against the columns of the crosswalk. */
export function prepareLookup(
  crosswalk: LinkedCrosswalk,
  from: readonly YamlEntry[],
  to: { readonly text: string; readonly node: YamlNode },
  id: string,
  path: string,
  context: ValueContext,
): PreparedLookup | undefined {
  const name = crosswalk.document.metadata.name;
  const systems = Object.keys(crosswalk.document.spec.systems);
  const toKnown = column(name, to.text, to.node, systems, path, context);
  const [entry] = from;
  if (!entry || from.length > 1) {
    context.report(
      "WB2212",
      from[1]?.key.span ?? to.node.span,
      "`from` is one system and the value it knows.",
      path,
      {
        help: `Write \`from: { ${systems[0] ?? "system"}: =… }\`.`,
      },
    );
    return undefined;
  }
  const fromKnown = column(name, entry.key.text, entry.key, systems, path, context);
  if (entry.value.type !== "scalar") {
    context.report("WB2212", entry.value.span, "A lookup is by one value: text or a whole number.", path);
    return undefined;
  }
  return fromKnown && toKnown ? asked(entry.key.text, entry.value, id, context) : undefined;
}

function asked(system: string, value: YamlScalar, id: string, context: ValueContext): PreparedLookup {
  if (!isExpression(value)) {
    const code = JSON.stringify(constantText(value));
    const expression = { code, library: [], at: context.at(value.span) };
    return { system, statements: [], mayBeMissing: () => false, lower: () => expression };
  }
  const expected = { type: "string | number", label: `what \`${system}\` calls it`, optional: true };
  return {
    system,
    statements: [{ do: "expression", id, node: value, expected }],
    mayBeMissing: (checked) => checked.get(id)?.mayBeMissing ?? false,
    lower: (checked) => lowered(checked, id),
  };
}

function column(
  crosswalk: string,
  text: string,
  node: YamlNode,
  systems: readonly string[],
  path: string,
  context: ValueContext,
): boolean {
  if (systems.includes(text)) return true;
  const near = nearest(text, systems);
  context.report("WB2213", node.span, `Crosswalk \`${crosswalk}\` has no system \`${text}\`.`, path, {
    help: near === undefined ? `It has ${listed(systems)}.` : `Did you mean \`${near}\`?`,
    ...(near !== undefined && {
      fix: { description: `Write \`${near}\`.`, edits: [{ span: node.span, text: near }] },
    }),
  });
  return false;
}
