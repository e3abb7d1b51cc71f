import type { Reporter } from "../../../../diagnostics/diagnostic.ts";
import type { LinkedCrosswalk } from "../../../../model/model.ts";
import type { Rule } from "../../rule.ts";

/**
 * One thing of master data has one owner. Two crosswalks that say of the same codes of two systems that they are the same thing
 * are two tables of it, and where different systems own them, nobody's word counts.
 */
export const masterDataTwice: Rule = {
  name: "master-data-twice",
  codes: ["WB3308"],
  looksAround: true,
  check(model, reporter) {
    const tables = [...model.crosswalks.values()].map((crosswalk) => ({
      crosswalk,
      pairs: pairsOf(crosswalk),
    }));
    for (const [index, second] of tables.entries())
      for (const first of tables.slice(0, index)) {
        if (first.crosswalk.document.spec.owner === second.crosswalk.document.spec.owner) continue;
        const common = [...second.pairs].filter(([key]) => first.pairs.has(key));
        const fewest = Math.min(first.crosswalk.plan.rows.length, second.crosswalk.plan.rows.length);
        const [example] = common;
        // A few rows may agree by chance; half of a table does not.
        if (example && common.length * 2 >= fewest)
          report(first.crosswalk, second.crosswalk, example[1], reporter);
      }
  },
};

/**
 * Codes that stand beside each other, with how they are told. The same text in two systems (a country, a currency) may be in any
 * number of tables, and short codes (1 is 01) mean something else in each.
 */
function pairsOf({ plan }: LinkedCrosswalk): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>();
  for (const row of plan.rows) {
    const codes = Object.entries(row).filter(([, code]) => code.length >= shortest);
    for (const [index, [left, one]] of codes.entries())
      for (const [right, two] of codes.slice(index + 1))
        if (one !== two)
          pairs.set(JSON.stringify([left, one, right, two]), `"${one}" of ${left} is "${two}" of ${right}`);
  }
  return pairs;
}

const shortest = 3;

function report(first: LinkedCrosswalk, second: LinkedCrosswalk, example: string, reporter: Reporter): void {
  const { document } = second;
  const [one, two] = [first.document.spec.owner, document.spec.owner];
  reporter.report(
    "WB3308",
    document.spanOf(document.spec, "owner"),
    `Crosswalks "${first.plan.name}" and "${second.plan.name}" are the same master data (${example}), but "${one}" owns the one and "${two}" the other.`,
    {
      help: "Keep one table, owned by the system whose word counts, and look up in it.",
      related: [
        {
          message: `"${first.plan.name}" is owned by "${one}".`,
          span: first.document.spanOf(first.document.spec, "owner"),
        },
      ],
    },
  );
}
