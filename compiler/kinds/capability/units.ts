import type { CheckStatement, CheckUnit } from "../../expressions/check.ts";
import { isExpression, type YamlNode } from "../../source/node.ts";
import type { SpecDocument } from "../document.ts";
import type { CheckContext } from "../kind.ts";
import type { CapabilitySpec } from "./spec.ts";
import { checkTypes } from "./types.ts";

export const capabilityUnit = (name: string) => `capability ${name}`;
export const whenId = (index: number) => `rollout.${index}.when`;

export function capabilityUnits(context: CheckContext): readonly CheckUnit[] {
  return [...context.model.capabilities.values()].flatMap((document) => {
    checkTypes(document, context);
    return unitOf(document, context);
  });
}

/** `input` is that of whichever operation is called, so a condition names what all of them have. */
function unitOf(document: SpecDocument<CapabilitySpec>, context: CheckContext): readonly CheckUnit[] {
  const { operations, pin, rollout } = document.spec;
  const inputs = Object.values(operations).map(({ input }) => context.model.contracts.get(input)?.schema);
  const types = new Set(inputs.flatMap((schema) => (schema ? [context.typeOf(schema.type)] : [])));
  // Without the types of all of them nothing can be said; what is missing was reported.
  if (inputs.some((schema) => !schema)) return [];
  const statements: CheckStatement[] = [{ do: "declare", name: "input", type: [...types].join(" | ") }];
  if (pin !== undefined)
    statements.push(...expression("pin", document.nodeOf(document.spec, "pin"), "string", true));
  for (const [index, line] of rollout.entries()) {
    if (line.when !== undefined)
      statements.push(...expression(whenId(index), document.nodeOf(line, "when"), "boolean", false));
  }
  return statements.length > 1 ? [{ name: capabilityUnit(document.metadata.name), statements }] : [];
}

function expression(id: string, node: YamlNode, type: string, optional: boolean): readonly CheckStatement[] {
  if (!isExpression(node)) return [];
  return [
    {
      do: "expression",
      id,
      node,
      expected: { type, label: `\`${id === "pin" ? "pin" : "when"}\``, optional },
    },
  ];
}
