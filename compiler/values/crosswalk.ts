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
  /** Says which values and rows the lookup cannot translate; where it may leave the result out, that is meant. */
  judge(checked: CheckedUnit, whenMissing: "omit" | "wait" | "fail"): void;
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
  if (!fromKnown || !toKnown) return undefined;
  const system = entry.key.text;
  const { value } = entry;
  return {
    system,
    ...asked(system, value, id, context),
    judge: (checked, whenMissing) => {
      const values = isExpression(value) ? checked.get(id)?.literals?.map(String) : [constantText(value)];
      const table = { crosswalk, system, to, path, context };
      reportValues(values ?? [], value, table);
      if (whenMissing === "fail") reportRows(table);
    },
  };
}

type Asked = Pick<PreparedLookup, "statements" | "mayBeMissing" | "lower">;

function asked(system: string, value: YamlScalar, id: string, context: ValueContext): Asked {
  if (!isExpression(value)) {
    const code = JSON.stringify(constantText(value));
    const expression = { code, library: [], at: context.at(value.span) };
    return { statements: [], mayBeMissing: () => false, lower: () => expression };
  }
  const expected = { type: "string | number", label: `what \`${system}\` calls it`, optional: true };
  return {
    statements: [{ do: "expression", id, node: value, expected }],
    mayBeMissing: (checked) => checked.get(id)?.mayBeMissing ?? false,
    lower: (checked) => lowered(checked, id),
  };
}

interface Asking {
  readonly crosswalk: LinkedCrosswalk;
  readonly system: string;
  readonly to: { readonly text: string; readonly node: YamlNode };
  readonly path: string;
  readonly context: ValueContext;
}

/** Where the values are few and known, each should have a row. A table that is filled by a call is not known here. */
function reportValues(
  values: readonly string[],
  node: YamlNode,
  { crosswalk, system, path, context }: Asking,
): void {
  const { name, rows } = crosswalk.plan;
  const codes = new Set(rows.map((row) => row[system]));
  const lacking = values.filter((value) => !codes.has(value));
  if (rows.length === 0 || lacking.length === 0) return;
  context.report(
    "WB3309",
    node.span,
    `Crosswalk "${name}" has no row for ${listed(lacking)} of "${system}".`,
    path,
    { help: "Add the rows; until then the lookup finds nothing for these." },
  );
}

function reportRows({ crosswalk, system, to, path, context }: Asking): void {
  const { name, rows } = crosswalk.plan;
  const lacking = rows.flatMap((row) =>
    row[to.text] === undefined && row[system] !== undefined ? [row[system]] : [],
  );
  if (lacking.length === 0) return;
  context.report(
    "WB3310",
    to.node.span,
    `Crosswalk "${name}" does not say what "${to.text}" calls ${listed(lacking)} of "${system}", so a message with ${lacking.length === 1 ? "it" : "one of them"} is refused.`,
    path,
    { help: `Fill in the codes of "${to.text}", or say \`whenMissing: omit\` where nothing is an answer.` },
  );
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
