import type { Plan, PlanCapability } from "../../plan/plan.ts";
import type { SpecDocument } from "../document.ts";
import type { LowerContext } from "../kind.ts";
import { byName } from "../order.ts";
import { splitReference } from "../references.ts";
import type { Implementation } from "./link.ts";
import type { CapabilitySpec } from "./spec.ts";
import { capabilityUnit, whenId } from "./units.ts";

export function lowerCapabilities(context: LowerContext): Partial<Plan> {
  const capabilities = [...context.model.capabilities.values()].map((document) =>
    lowerCapability(document, context),
  );
  return { capabilities: byName(capabilities) };
}

function lowerCapability(document: SpecDocument<CapabilitySpec>, context: LowerContext): PlanCapability {
  const { metadata, spec } = document;
  const unit = capabilityUnit(metadata.name);
  const typeOf = (contract: string) => {
    const linked = context.model.contracts.get(contract);
    if (!linked) throw new Error(`Contract "${contract}" is not linked.`);
    return linked.schema.type;
  };
  return {
    name: metadata.name,
    at: context.at(document.spanOf(metadata, "name")),
    ...(spec.pin !== undefined && { pin: context.expression(unit, "pin") }),
    operations: byName(
      Object.entries(spec.operations).map(([name, { input, output }]) => ({
        name,
        input: typeOf(input),
        output: typeOf(output),
      })),
    ),
    providers: byName(
      Object.entries(spec.providers).map(([name, provider]) => ({
        name,
        operations: Object.entries(provider)
          .map(([operation, implementation]) => ({ operation, ...lowerImplementation(implementation) }))
          .sort((left, right) => (left.operation < right.operation ? -1 : 1)),
      })),
    ),
    rollout: spec.rollout.map(({ to, when }, index) => ({
      to,
      ...(when !== undefined && { when: context.expression(unit, whenId(index)) }),
    })),
  };
}

function lowerImplementation(
  implementation: Implementation,
): Omit<PlanCapability["providers"][number]["operations"][number], "operation"> {
  if (implementation.route !== undefined) return { route: implementation.route };
  const split = splitReference(implementation.call ?? "");
  if (!split) throw new Error("A provider with neither a call nor a route is not lowered.");
  return {
    call: {
      system: split.owner,
      operation: split.member,
      ...(implementation.in !== undefined && { in: implementation.in }),
      ...(implementation.out !== undefined && { out: implementation.out }),
    },
  };
}
