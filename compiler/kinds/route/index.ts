import type { KindDefinition } from "../kind.ts";
import { linkRoutes } from "./link.ts";
import { lowerRoutes } from "./lower.ts";
import { preparedRoute, prepareRoute, routeUnit } from "./prepare.ts";
import { routeSchema } from "./schema.ts";

export const routeKind: KindDefinition = {
  name: "Route",
  schema: routeSchema,
  link: linkRoutes,
  units: (context) =>
    [...context.model.routes.values()].flatMap((document) => prepareRoute(document, context)?.unit ?? []),
  judge: (checked, context) => {
    for (const document of context.model.routes.values()) {
      const unit = checked.get(routeUnit(document.metadata.name));
      if (unit) preparedRoute(document)?.steps.judge(unit);
    }
  },
  lower: lowerRoutes,
};
