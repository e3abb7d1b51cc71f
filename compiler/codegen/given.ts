import type { PlanExpression, PlanValue } from "../plan/plan.ts";
import type { Layout } from "./layout/document.ts";
import { arrow } from "./layout/syntax.ts";

/** A call of a function by its name: of the library, or the estate's own. Methods of lists and text cannot fail. */
const named = /(?<![.\w$])[A-Za-z_$][\w$]*\(/;

/** Whether computing it may refuse the message. */
export function mayFail(value: PlanValue | PlanExpression): boolean {
  if ("code" in value) return named.test(value.code);
  if (value.kind === "constant") return false;
  if (value.kind === "expression") return mayFail(value.expression);
  const parts = value.kind === "list" ? value.items : value.properties.map((property) => property.value);
  return parts.some(mayFail);
}

/** Behind an arrow its brace would open a body. */
function isObject(layout: Layout): boolean {
  if (typeof layout !== "object" || !("kind" in layout)) return false;
  return layout.kind === "group" || (layout.kind === "code" && layout.text.startsWith("{"));
}

/** A step's value as `Given`: how it is computed, where that may fail, so that the failure is the step's. */
export function given(layout: Layout, fails: boolean, type?: string): Layout {
  if (!fails) return layout;
  // Said aloud where it is known, since TypeScript widens what a function gives before it knows what is wanted.
  const returns = type === undefined ? {} : { returns: type };
  return isObject(layout)
    ? arrow([], ["(", layout, ")"], { opens: true, ...returns })
    : arrow([], layout, returns);
}
