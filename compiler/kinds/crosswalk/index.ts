import type { Plan } from "../../plan/plan.ts";
import type { KindDefinition, LowerContext } from "../kind.ts";
import { byName } from "../order.ts";
import { declareCrosswalks, linkCrosswalks } from "./link.ts";
import { crosswalkSchema } from "./schema.ts";

export const crosswalkKind: KindDefinition = {
  name: "Crosswalk",
  schema: crosswalkSchema,
  declare: declareCrosswalks,
  link: linkCrosswalks,
  lower: ({ model }: LowerContext): Partial<Plan> => ({
    crosswalks: byName([...model.crosswalks.values()].map(({ plan }) => plan)),
  }),
};
