import { isExpression } from "../../../source/node.ts";
import { constantText } from "../../../values/constant.ts";
import { lowered } from "../../../values/prepared.ts";
import { text } from "../../vocabulary.ts";
import { expressionOf } from "../sequence/scope.ts";
import type { StepKind } from "./kind.ts";

/** Refuses the message for good: the run becomes a dead letter. */
export const failStep: StepKind = {
  name: "fail",
  takes: [],
  properties: { fail: text("Why, for a person to read: a text, or an expression that gives one.") },
  prepare(step, scope) {
    const node = scope.node(step, "fail");
    if (!isExpression(node)) {
      const reason = node.type === "scalar" ? constantText(node) : "";
      return { statements: [], ends: true, lower: () => ({ reason }) };
    }
    const statement = expressionOf(step, "fail", scope, {
      type: "string",
      label: "the reason",
      optional: false,
    });
    return {
      statements: [statement],
      ends: true,
      lower: ({ checked }) => ({ reason: lowered(checked, `${scope.id}.fail`) }),
    };
  },
};
