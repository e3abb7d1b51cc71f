import type { KindDefinition } from "../kind.ts";
import { linkRoutes } from "./link.ts";
import { lowerRoutes } from "./lower.ts";
import { routes, routeUnit } from "./prepare.ts";
import { routeSchema } from "./schema.ts";

export const routeKind: KindDefinition = {
  name: "Route",
  schema: routeSchema,
  link: linkRoutes,
  units: (context) =>
    [...context.model.routes.values()].flatMap((document) => routes.prepare(document, context)?.unit ?? []),
  judge: (checked, { model, reporter }) => {
    for (const document of model.routes.values()) {
      const unit = checked.get(routeUnit(document.metadata.name));
      if (unit) routes.judge(document, unit, reporter);
    }
  },
  lower: lowerRoutes,
};
