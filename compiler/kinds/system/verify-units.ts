import type { CheckStatement, CheckUnit } from "../../expressions/check.ts";
import type { LinkedOperation, LinkedSystem } from "../../model/model.ts";
import { isExpression, type YamlNode } from "../../source/node.ts";
import type { PreparedValue, ValueContext } from "../../values/prepared.ts";
import { targetOf } from "../../values/target.ts";
import { prepareValue } from "../../values/value.ts";
import type { CheckContext } from "../kind.ts";

/** How an operation looks for what an earlier attempt of unknown outcome may have made. */

export const foundUnit = (system: LinkedSystem, name: string) =>
  `found of ${system.document.metadata.name}.${name}`;

/** For a value that was checked already, nothing is reported. */
type ValueReader = Pick<CheckContext, "typeOf" | "at"> & Partial<Pick<CheckContext, "reporter">>;

/** What the verifying operation is asked, read against its input. */
export function prepareWith(
  name: string,
  operation: LinkedOperation,
  system: LinkedSystem,
  context: ValueReader,
): PreparedValue | undefined {
  const { idempotent } = operation.spec;
  if (typeof idempotent !== "object" || !("verify" in idempotent)) return undefined;
  const input = system.operations.get(idempotent.verify)?.input;
  if (!input) return undefined;
  const node = system.document.nodeOf(idempotent, idempotent.with ? "with" : "verify");
  const asked: YamlNode = idempotent.with ? node : { type: "map", span: node.span, flow: true, entries: [] };
  const path = `operations.${name}.idempotent`;
  return prepareValue(asked, targetOf(input), "with", "with", valueContext(context, system, path));
}

function valueContext(context: ValueReader, system: LinkedSystem, path: string): ValueContext {
  const document = `System ${system.document.metadata.name}`;
  return {
    typeOf: context.typeOf,
    at: context.at,
    report: (code, span, message, at, more) =>
      context.reporter?.report(code, span, message, {
        subject: { document, path: `${path}.${at}` },
        ...more,
      }),
  };
}

/** `found` sees `input` and `response`, and gives the operation's own output, or nothing. */
export function foundUnits(
  name: string,
  operation: LinkedOperation,
  system: LinkedSystem,
  input: readonly CheckStatement[],
  context: CheckContext,
): readonly CheckUnit[] {
  const { document } = system;
  const { idempotent } = operation.spec;
  if (typeof idempotent !== "object" || !("verify" in idempotent)) return [];
  const verify = system.operations.get(idempotent.verify);
  if (!verify) return [];
  if (idempotent.found === undefined) {
    if (verify.output && verify.output === operation.output) return [];
    const message = `It is not said how an answer of "${idempotent.verify}" tells what "${name}" had made.`;
    context.reporter.report("WB2411", document.spanOf(idempotent, "verify"), message, {
      help: "Add `found: =response…`: the output of this operation, or missing where there is none.",
    });
    return [];
  }
  const node = document.nodeOf(idempotent, "found");
  if (!isExpression(node)) return [];
  const { output } = operation;
  const label = `the output of \`${document.metadata.name}.${name}\``;
  const expected = output && {
    type: context.typeOf(output.type),
    shape: targetOf(output).shape,
    label,
    optional: true,
  };
  return [
    {
      name: foundUnit(system, name),
      statements: [
        ...input,
        ...declareResponse(verify, context),
        { do: "expression", id: "found", node, ...(expected && { expected }) },
      ],
    },
  ];
}

function declareResponse({ output }: LinkedOperation, context: CheckContext): readonly CheckStatement[] {
  return output ? [{ do: "declare", name: "response", type: context.typeOf(output.type) }] : [];
}
