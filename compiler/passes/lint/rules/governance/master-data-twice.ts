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
    const tables = new Map<string, LinkedCrosswalk[]>();
    for (const second of model.crosswalks.values()) {
      const pairs = pairsOf(second);
      for (const [first, common] of sharing(pairs, second, tables)) {
        const fewest = Math.min(first.plan.rows.length, second.plan.rows.length);
        // A few rows may agree by chance; half of a table does not.
        if (common.count * 2 >= fewest) report(first, second, common.example, reporter);
      }
      for (const key of pairs.keys()) {
        const list = tables.get(key);
        if (list) list.push(second);
        else tables.set(key, [second]);
      }
    }
  },
};

interface Common {
  readonly count: number;
  readonly example: string;
}

/** Tables of other owners that have pairs of this one too, by the tables that have each pair. */
function sharing(
  pairs: ReadonlyMap<string, string>,
  { document }: LinkedCrosswalk,
  tables: ReadonlyMap<string, readonly LinkedCrosswalk[]>,
): ReadonlyMap<LinkedCrosswalk, Common> {
  const found = new Map<LinkedCrosswalk, Common>();
  for (const [key, example] of pairs)
    for (const first of tables.get(key) ?? []) {
      if (first.document.spec.owner === document.spec.owner) continue;
      const before = found.get(first) ?? { count: 0, example };
      found.set(first, { ...before, count: before.count + 1 });
    }
  return found;
}

const known = new WeakMap<LinkedCrosswalk["plan"]["rows"], ReadonlyMap<string, string>>();

/**
 * Codes that stand beside each other, with how they are told. The same text in two systems (a country, a currency) may be in any
 * number of tables, and short codes (1 is 01) mean something else in each.
 */
function pairsOf({ plan }: LinkedCrosswalk): ReadonlyMap<string, string> {
  const before = known.get(plan.rows);
  if (before) return before;
  const pairs = new Map<string, string>();
  for (const row of plan.rows) {
    const codes = Object.entries(row).filter(([, code]) => code.length >= shortest);
    for (const [index, [left, one]] of codes.entries())
      for (const [right, two] of codes.slice(index + 1))
        if (one !== two)
          pairs.set(JSON.stringify([left, one, right, two]), `"${one}" of ${left} is "${two}" of ${right}`);
  }
  known.set(plan.rows, pairs);
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
