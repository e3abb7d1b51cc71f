import { findCapabilityOperation, splitReference } from "../../references.ts";
import { reference } from "../../vocabulary.ts";
import type { TriggerKind } from "./kind.ts";

/** A capability's provider does an operation by several steps, inside the run of the one who called it. */
export const capabilityTrigger: TriggerKind = {
  name: "capability",
  schema: reference(
    "An operation of a Capability that this route does. `message.data` is its input, the body of `respond` its output.",
    ["sales-orders.create"],
  ),
  link(document, context) {
    const { trigger } = document.spec;
    if (trigger.capability !== undefined)
      findCapabilityOperation(trigger.capability, document.spanOf(trigger, "capability"), context);
  },
  prepare(document, model) {
    const split = splitReference(document.spec.trigger.capability ?? "");
    const operation = split && model.capabilities.get(split.owner)?.spec.operations[split.member];
    const input = model.contracts.get(operation?.input ?? "")?.schema;
    const output = model.contracts.get(operation?.output ?? "")?.schema;
    if (!split || !input || !output) return undefined;
    return {
      data: input,
      answer: { to: "capability", body: output },
      lower: () => ({
        trigger: {
          kind: "capability",
          capability: split.owner,
          operation: split.member,
          input: input.type,
          output: output.type,
        },
        data: input.type,
      }),
    };
  },
  judge(document, responds, { reporter }) {
    const { trigger } = document.spec;
    if (responds) return;
    reporter.report(
      "WB2308",
      document.spanOf(trigger, "capability"),
      `\`${trigger.capability}\` has a result, but no step responds with it.`,
      {
        help: "Add `{ respond: { body: =… } }` with the operation's output.",
        subject: { document: `Route ${document.metadata.name}`, path: "trigger" },
      },
    );
  },
};
