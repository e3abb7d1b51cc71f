import type { PlanExpression } from "../../../plan/plan.ts";
import type { RespondStep } from "../../../plan/step.ts";
import { isExpression, type YamlNode } from "../../../source/node.ts";
import { constantText } from "../../../values/constant.ts";
import { broken, lowered, type PreparedValue } from "../../../values/prepared.ts";
import { anyTarget, targetOf } from "../../../values/target.ts";
import { prepareValue } from "../../../values/value.ts";
import { mapOf, object, value } from "../../vocabulary.ts";
import type { StepScope } from "../sequence/scope.ts";
import type { StepSpec } from "../spec.ts";
import type { StepKind } from "./kind.ts";

/** Answers the one who waits: the caller of an `http` route, or the step that called a capability. */
export const respondStep: StepKind = {
  name: "respond",
  takes: [],
  properties: {
    respond: object(
      {
        status: {
          type: "integer",
          minimum: 200,
          maximum: 599,
          description: "The HTTP status. Default: 200.",
        },
        body: value(
          "What is answered: of the trigger's `response`, where it has one and the status is good.",
        ),
        headers: mapOf(value("A constant, or an expression that gives text."), "Headers by name."),
      },
      [],
      "Answers the caller; the route goes on behind it.",
    ),
  },
  prepare(step, scope) {
    const { status = 200, headers = {} } = step.respond ?? {};
    const body = prepareBody(step, status, scope);
    const fields = Object.entries(headers).map(([name, node]) => prepareHeader(name, node, scope));
    reportPlace(step, scope);
    return {
      statements: [...(body?.statements ?? []), ...fields.flatMap(({ statements }) => statements)],
      lower: ({ checked }) => ({
        status,
        ...(body && { body: body.lower(checked).value }),
        headers: fields.map(({ name, lower }) => ({ name, value: lower(checked) })),
      }),
    };
  },
};

function prepareBody(step: StepSpec, status: number, scope: StepScope): PreparedValue | undefined {
  const node = step.respond?.body;
  const schema = status < 300 ? scope.answer?.body : undefined;
  if (node)
    return (
      prepareValue(
        node,
        schema ? targetOf(schema) : anyTarget("body"),
        `${scope.id}.body`,
        scope.path,
        scope,
      ) ?? broken
    );
  if (schema)
    scope.report(
      "WB2311",
      scope.document.keySpan(step, "respond"),
      `The caller is promised \`${schema.label}\`, but there is no \`body\`.`,
      scope.path,
      {
        help: "Add `body: =…`, or a map of its fields.",
      },
    );
  return undefined;
}

function prepareHeader(name: string, node: YamlNode, scope: StepScope) {
  const id = `${scope.id}.headers.${name}`;
  if (isExpression(node)) {
    const expected = { type: "string", label: `header \`${name}\``, optional: false };
    return {
      name,
      statements: [{ do: "expression", id, node, expected }] as const,
      lower: (checked: Parameters<typeof lowered>[0]): PlanExpression | string => lowered(checked, id),
    };
  }
  if (node.type !== "scalar") scope.report("WB2211", node.span, `Header \`${name}\` is a text.`, scope.path);
  const text = node.type === "scalar" ? constantText(node) : "";
  return { name, statements: [], lower: (): RespondStep["headers"][number]["value"] => text };
}

function reportPlace(step: StepSpec, scope: StepScope): void {
  const span = scope.document.keySpan(step, "respond");
  if (!scope.answer)
    scope.report(
      "WB2307",
      span,
      "Nobody waits for an answer: this route is not started by `http` or `capability`.",
      scope.path,
      {
        help: "Leave the step out. What a webhook's sender gets is 202, as soon as the message is safe.",
      },
    );
  else if (scope.region.of !== "route")
    scope.report(
      "WB2309",
      span,
      `There is one answer, so \`respond\` cannot stand in \`${scope.region.of}\`.`,
      scope.path,
      {
        help:
          scope.region.of === "each"
            ? "Give `each` a `result`, and respond after it."
            : "Respond before the `parallel`, or after it with what its branches gave.",
      },
    );
}
