import type { CheckUnit } from "../../expressions/check.ts";
import { eventUnit } from "../event-unit.ts";
import type { CheckContext } from "../kind.ts";

/** One unit for each milestone and total, since `event` is another contract's in each. */
export const milestoneUnit = (process: string, name: string) => `milestone ${process}.${name}`;
export const totalUnit = (process: string, name: string) => `total ${process}.${name}`;

/** What is added may be money or a number, which no one type says; `judge.ts` looks at it. */
const wanted = { when: "boolean", add: undefined } as const;

export function processUnits(context: CheckContext): readonly CheckUnit[] {
  return [...context.model.processes.values()].flatMap((document) => {
    const { metadata, spec } = document;
    const named = [
      ...Object.entries(spec.milestones).map(([name, owner]) => ({
        name: milestoneUnit(metadata.name, name),
        owner,
      })),
      ...Object.entries(spec.totals ?? {}).map(([name, owner]) => ({
        name: totalUnit(metadata.name, name),
        owner,
      })),
    ];
    return named.flatMap(({ name, owner }) =>
      eventUnit({ name, as: "event", contract: owner.on, owner, wanted }, document, context),
    );
  });
}
