import type { PlanExpression } from "../plan/plan.ts";
import type { Layout } from "./layout/document.ts";
import type { GeneratedModule } from "./module.ts";

/** An expression before `.` or `[`: in brackets unless it is a name, an access or a call. */
export function postfix(expression: PlanExpression, module: GeneratedModule): Layout {
  const layout = module.expression(expression);
  return isPostfix(expression.code) ? layout : ["(", layout, ")"];
}

/** True where nothing at the top level of the text binds more loosely than an access: no operator, no space outside brackets and quotes. */
export function isPostfix(code: string): boolean {
  if (!/^[\p{ID_Start}$_["'`(]/u.test(code)) return false;
  let depth = 0;
  let quote = "";
  for (let index = 0; index < code.length; index++) {
    const character = code.charAt(index);
    if (quote !== "") {
      if (character === "\\") index++;
      else if (character === quote) quote = "";
    } else if (`"'\``.includes(character)) quote = character;
    else if ("([{".includes(character)) depth++;
    else if (")]}".includes(character)) depth--;
    else if (depth === 0 && !/[\p{ID_Continue}$.?]/u.test(character)) return false;
  }
  return !/^[\p{ID_Start}]+ /u.test(code);
}

/** True where evaluating it twice costs nothing worth naming: a name and accesses. */
export function isPath(code: string): boolean {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*(\??\.[\p{ID_Start}$_][\p{ID_Continue}$]*)*$/u.test(code);
}
