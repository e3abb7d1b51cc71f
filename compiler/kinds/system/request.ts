import type { LinkedOperation, LinkedSystem } from "../../model/model.ts";
import type { PlanExpression, PlanOperation } from "../../plan/plan.ts";
import { isExpression, type YamlNode } from "../../source/node.ts";
import { access, textLiteral } from "../../spelling/literal.ts";
import type { LowerContext } from "../kind.ts";
import { encodeSubstitutions, pathParts, quoteSubstitutions, substitutions } from "./path.ts";
import { operationUnit } from "./units.ts";

type Request = Pick<PlanOperation, "method" | "path" | "pathTemplate" | "query" | "headers" | "body" | "as">;

/** What is sent, as expressions over `input`. */
export function lowerRequest(
  name: string,
  operation: LinkedOperation,
  system: LinkedSystem,
  context: LowerContext,
): Request {
  const { request, parameters } = operation.spec;
  const unit = operationUnit(system, name);
  const at = context.at(operation.span);
  const wire = (part: "query" | "headers") =>
    Object.entries(request[part] ?? {}).map(([key, node]) => ({
      name: key,
      value: literalSafe(key, wireValue(node, unit, `${part}.${key}`, context)),
    }));
  const whole = parameters && Object.keys(parameters).length > 0 ? "input.body" : "input";
  return {
    method: request.method,
    path: request.path.startsWith("=")
      ? encoded(quoted(context.expression(unit, "path")))
      : pathExpression(request.path, at),
    pathTemplate: request.path.startsWith("=")
      ? templateOf(context.expression(unit, "path").code)
      : request.path,
    query: wire("query"),
    headers: wire("headers"),
    ...(request.body && { body: { code: whole, library: [], at } }),
    as: request.as ?? "json",
  };
}

/** Text, a number, an amount or a time, as text. A missing one stays missing. */
function wireValue(node: YamlNode, unit: string, id: string, context: LowerContext): PlanExpression {
  const constant = node.type === "scalar" ? node.text.replace(/^==/, "=") : "";
  if (!isExpression(node)) {
    return { code: textLiteral(constant), library: [], at: context.at(node.span) };
  }
  const expression = context.expression(unit, id);
  const type = context.checked.get(unit)?.get(id)?.typeText;
  return type === "text" || type === "string" ? expression : asText(expression);
}

function asText({ code, library, at }: PlanExpression): PlanExpression {
  return { code: `text(${code})`, library: [...new Set([...library, "text"])].sort(), at };
}

/** `/orders/{id}` as a template literal whose parameters are encoded (RFC 3986, section 2.1). */
function pathExpression(path: string, at: PlanExpression["at"]): PlanExpression {
  const parts = pathParts(path);
  if (parts.every((part) => "text" in part)) return { code: textLiteral(path), library: [], at };
  const code = parts
    .map((part) => ("text" in part ? templateText(part.text) : `\${text(input${access(part.parameter)})}`))
    .join("");
  return encoded(quoted({ code: `\`${code}\``, library: ["text"], at }));
}

/** OData's query options begin with `$`; elsewhere quotes mean what the vendor says. */
function literalSafe(name: string, expression: PlanExpression): PlanExpression {
  return name.startsWith("$") ? quoted(expression) : expression;
}

/** Encoding leaves quotes as they are, and OData's keys stand between quotes: `/A_SalesOrder('{id}')`. */
function quoted(expression: PlanExpression): PlanExpression {
  const code = quoteSubstitutions(expression.code, "odataText");
  if (code === expression.code) return expression;
  return { ...expression, code, library: [...new Set([...expression.library, "odataText"])].sort() };
}

function encoded({ code, library, at }: PlanExpression): PlanExpression {
  return { code: encodeSubstitutions(code, "encodeURIComponent"), library, at };
}

/** The path for simulated systems: `/A_SalesOrder('{0}')`, where each substitution may be anything. */
function templateOf(code: string): string {
  const places = substitutions(code) ?? [];
  // Between the backticks, from after one `${…}` to before the next.
  const starts = [1, ...places.map(({ end }) => end + 1)];
  const ends = [...places.map(({ start }) => start - 2), code.length - 1];
  return starts
    .map((start, index) => code.slice(start, ends[index]) + (index < places.length ? `{${index}}` : ""))
    .join("");
}

function templateText(text: string): string {
  return text.replace(/[\\`]|\$\{/g, "\\$&");
}
