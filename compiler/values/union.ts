import type { Shape, UnionShape } from "../schema/shape.ts";
import type { YamlNode } from "../source/node.ts";
import { broken, type PreparedValue, type ReadValue, type ValueContext } from "./prepared.ts";
import { follow, optionTarget, type Target } from "./target.ts";

type Report = Parameters<ValueContext["report"]>;

/**
 * A value for one of several shapes: the first that takes it without a complaint, else the complaints of the one with the
 * fewest, since that is most likely meant. A plain number or `true` is tried as such before it is taken as text.
 */
export function prepareUnion(
  node: YamlNode,
  target: Target,
  union: UnionShape,
  id: string,
  path: string,
  context: ValueContext,
  read: ReadValue,
): PreparedValue {
  const options = union.options.toSorted((left, right) => rank(left) - rank(right));
  let best: { readonly reports: readonly Report[]; readonly value: PreparedValue } | undefined;
  for (const option of options) {
    const reports: Report[] = [];
    const silent: ValueContext = {
      ...context,
      at: (span) => context.at(span),
      report: (...report) => reports.push(report),
    };
    const value = read(node, optionTarget(target, option), id, path, silent) ?? broken;
    if (reports.length === 0) return value;
    if (!best || reports.length < best.reports.length) best = { reports, value };
  }
  for (const report of best?.reports ?? []) context.report(...report);
  return best?.value ?? broken;

  function rank(option: Shape): number {
    const text = follow(option, target.schema.set).kind === "text";
    const quoted = node.type === "scalar" && node.style !== "plain";
    return text === quoted ? 0 : 1;
  }
}
