import type { PlanExpression } from "../plan/plan.ts";
import type { Layout } from "./layout/document.ts";
import { isPostfix } from "./layout/outline.ts";
import type { GeneratedModule } from "./module.ts";

/** An expression before `.` or `[`: in brackets unless it is a name, an access or a call. */
export function postfix(expression: PlanExpression, module: GeneratedModule): Layout {
  const layout = module.expression(expression);
  return isPostfix(expression.code) ? layout : ["(", layout, ")"];
}
