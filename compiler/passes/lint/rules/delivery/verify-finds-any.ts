import { namesOf } from "../../../../analysis/depends-on.ts";
import type { Reporter } from "../../../../diagnostics/diagnostic.ts";
import type { LinkedSystem } from "../../../../model/model.ts";
import { isExpression, type YamlNode } from "../../../../source/node.ts";
import { listed } from "../../../../values/words.ts";
import type { Rule, RuleContext } from "../../rule.ts";

/** What is looked for after an unknown outcome is what this input would have made. A look-up that says nothing of the input finds somebody else's. */
export const verifyFindsAny: Rule = {
  name: "verify-finds-any",
  codes: ["WB3503"],
  check(model, reporter, { hasError }) {
    for (const system of model.systems.values())
      for (const name of system.operations.keys()) checkOperation(name, system, hasError, reporter);
  },
};

function checkOperation(
  name: string,
  system: LinkedSystem,
  hasError: RuleContext["hasError"],
  reporter: Reporter,
): void {
  const { document, operations } = system;
  const idempotent = operations.get(name)?.spec.idempotent;
  if (typeof idempotent !== "object" || !("verify" in idempotent)) return;
  const { with: asked = {}, found } = idempotent;
  // What is found may be compared with the input, however it was asked for.
  if (found !== undefined && /\binput\b/.test(found)) return;
  const given = Object.entries(asked)
    .filter(([, node]) => namesOf(node).includes("input"))
    .map(([parameter]) => parameter);
  if (given.length > 0) {
    checkLookUp(name, idempotent.verify, given, system, hasError, reporter);
    return;
  }
  reporter.report(
    "WB3503",
    document.spanOf(idempotent, idempotent.with ? "with" : "verify"),
    `After an unknown outcome of \`${name}\`, \`${idempotent.verify}\` is asked without a word of what was sent: whatever it finds is taken for this one.`,
    {
      severity: "error",
      help: "Ask by what the call itself has put there: `with: { reference: =input.… }`, a number that no other has.",
    },
  );
}

/** The operation that looks must use what it is given: a parameter that its request does not say is lost. */
function checkLookUp(
  name: string,
  verify: string,
  given: readonly string[],
  { document, operations }: LinkedSystem,
  hasError: RuleContext["hasError"],
  reporter: Reporter,
): void {
  const spec = operations.get(verify)?.spec;
  const { parameters, request } = spec ?? {};
  // Without parameters the input is the body, all of which is sent.
  if (!spec || !parameters || !request || hasError(document.spanOf(spec, "request"))) return;
  const said = [
    request.path,
    ...[request.query, request.headers].flatMap((part) => Object.values(part ?? {}).flatMap(textsOf)),
  ];
  const uses = (parameter: string) => said.some((text) => asksBy(text, parameter));
  // One that the operation does not have was told; the body is sent as a whole.
  if (given.some((parameter) => !Object.hasOwn(parameters, parameter) || uses(parameter))) return;
  reporter.report(
    "WB3503",
    document.keySpan(parameters, given[0] ?? ""),
    `\`${verify}\` is given ${listed(given)} to look for what \`${name}\` has made, and its request does not say it: whatever it finds is taken for this one.`,
    {
      severity: "error",
      help: `Put it into the request: \`query: { …: =input.${given[0] ?? "…"} }\`, or compare what is found: \`found: "=response.… == input.… ? response : undefined"\`.`,
      related: [
        {
          message: "It is asked for here.",
          span: operations.get(name)?.span ?? document.spanOf(parameters, given[0] ?? ""),
        },
      ],
    },
  );
}

/** `{reference}` of a path, `input.reference` of an expression, or the whole `input`. */
function asksBy(text: string, parameter: string): boolean {
  return (
    text.includes(`{${parameter}}`) ||
    new RegExp(`\\binput\\s*(?:\\??\\.\\s*${parameter}\\b|\\?\\.?\\[|[,)]|$)`).test(text)
  );
}

function textsOf(node: YamlNode): readonly string[] {
  if (node.type === "list") return node.items.flatMap(textsOf);
  if (node.type === "map") return node.entries.flatMap(({ value }) => textsOf(value));
  return isExpression(node) ? [node.text] : [];
}
