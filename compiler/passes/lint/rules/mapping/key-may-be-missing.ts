import { ts } from "ts-morph";
import type { Reporter } from "../../../../diagnostics/diagnostic.ts";
import type { CheckedExpression } from "../../../../expressions/check.ts";
import { parseExpression } from "../../../../expressions/syntax.ts";
import type { CapabilitySpec } from "../../../../kinds/capability/spec.ts";
import { capabilityUnit } from "../../../../kinds/capability/units.ts";
import { routeUnit } from "../../../../kinds/route/prepare.ts";
import type { RouteSpec } from "../../../../kinds/route/spec.ts";
import { isExpression, type YamlScalar } from "../../../../source/node.ts";
import type { Span } from "../../../../source/source.ts";
import { perDocument } from "../../per-document.ts";
import type { Rule } from "../../rule.ts";

const without: Readonly<Record<string, string>> = {
  key: "a message without it counts as a new one each time it is sent",
  lane: "messages without it are worked in no order",
  pin: "without it nothing is kept on the system that has it",
};

/** A key of a run, of a lane, or of what is kept on one provider that is built from a field that may be missing. */
export const keyMayBeMissing: Rule = {
  name: "key-may-be-missing",
  codes: ["WB2225"],
  check(model, reporter, { checked }) {
    for (const [name, document] of model.routes) checkRoute(document, reporter, checked.get(routeUnit(name)));
    for (const [name, document] of model.capabilities)
      checkCapability(document, reporter, checked.get(capabilityUnit(name)));
  },
};

type Unit = ReadonlyMap<string, CheckedExpression> | undefined;

const checkRoute = perDocument<RouteSpec, [Unit]>((document, reporter, unit) => {
  for (const word of ["key", "lane"] as const)
    if (document.spec[word] !== undefined)
      judge(word, document.nodeOf(document.spec, word), unit?.get(word), reporter);
});

const checkCapability = perDocument<CapabilitySpec, [Unit]>((document, reporter, unit) => {
  if (document.spec.pin !== undefined)
    judge("pin", document.nodeOf(document.spec, "pin"), unit?.get("pin"), reporter);
});

function judge(
  word: string,
  node: unknown,
  checked: CheckedExpression | undefined,
  reporter: Reporter,
): void {
  if (!isScalar(node) || !isExpression(node)) return;
  const text = node.text.slice(1).trim();
  if (checked?.mayBeMissing === true)
    reporter.report("WB2225", node.span, `\`${text}\` may be missing: ${without[word]}.`, {
      help: `Build it from a field that is always there, or refuse the message: \`=required(${text}, "…")\`.`,
    });
  for (const { span, field } of filledIn(node))
    reporter.report(
      "WB2225",
      span,
      `\`${field}\` may be missing, and all messages without it would share one ${word}.`,
      {
        help: `Build it from fields that are always there, or refuse the message: \`required(${field}, "…")\`.`,
      },
    );
}

function isScalar(node: unknown): node is YamlScalar {
  return typeof node === "object" && node !== null && "type" in node && node.type === "scalar";
}

/** Places where a constant stands in for a field that is missing: `${order.shop ?? ""}`. */
function filledIn(node: YamlScalar): readonly { readonly span: Span; readonly field: string }[] {
  const { parsed } = parseExpression(node.text.slice(1));
  const found: { span: Span; field: string }[] = [];
  const visit = (part: ts.Node): void => {
    if (
      ts.isBinaryExpression(part) &&
      part.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken &&
      ts.isStringLiteralLike(part.right)
    ) {
      const [start, end] = [part.getStart(parsed?.file), part.end];
      found.push({
        span: { file: node.span.file, start: node.offsetAt(start), end: node.offsetAt(end - 1) + 1 },
        field: part.left.getText(parsed?.file),
      });
    }
    ts.forEachChild(part, visit);
  };
  if (parsed) visit(parsed.tree);
  return found;
}
