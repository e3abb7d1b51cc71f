import { splitReference } from "../kinds/references.ts";
import type { Model } from "../model/model.ts";
import { resolveShape } from "../model/shapes.ts";
import type { PlanSchema } from "../plan/plan.ts";
import type { Shape } from "../schema/shape.ts";
import type { RouteWalk, WalkedStep } from "./route-walk.ts";

/**
 * How many items a list may have by its schema, where an `each` names it plainly: `=order.lines`, `=message.data.items`. Undefined
 * where no schema says so, or where the list is made by an expression.
 */
export function mostItems(step: WalkedStep, walk: RouteWalk, model: Model): number | undefined {
  const path = /^=\s*([A-Za-z_$][\w$]*(?:\??\.[A-Za-z_$][\w$]*)*)\s*$/.exec(step.spec.each ?? "")?.[1];
  if (path === undefined) return undefined;
  const [root = "", ...members] = path.split(/\??\./);
  const isMessage = root === "message" && members[0] === "data";
  const schema = isMessage ? messageSchema(walk, model) : resultSchema(root, walk, model);
  const start = schema?.set.shapes[schema.set.root];
  if (!schema || !start) return undefined;
  const found = (isMessage ? members.slice(1) : members).reduce<Shape | undefined>(
    (shape, name) => memberOf(shape, name, schema),
    start,
  );
  const list = found && resolveShape(found, schema.set);
  return list?.kind === "list" ? list.maxItems : undefined;
}

function memberOf(shape: Shape | undefined, name: string, { set }: PlanSchema): Shape | undefined {
  const resolved = shape && resolveShape(shape, set);
  return resolved?.kind === "object"
    ? resolved.properties.find((property) => property.name === name)?.shape
    : undefined;
}

function messageSchema({ route }: RouteWalk, model: Model): PlanSchema | undefined {
  const { http, webhook, event, capability } = route.spec.trigger;
  const contract = http?.request ?? event?.of ?? inputOf(capability, model);
  if (contract !== undefined) return model.contracts.get(contract)?.schema;
  const split = webhook === undefined ? undefined : splitReference(webhook);
  return split && model.systems.get(split.owner)?.webhooks.get(split.member)?.payload;
}

function inputOf(capability: string | undefined, model: Model): string | undefined {
  const split = capability === undefined ? undefined : splitReference(capability);
  return split && model.capabilities.get(split.owner)?.spec.operations[split.member]?.input;
}

function resultSchema(name: string, { all }: RouteWalk, model: Model): PlanSchema | undefined {
  const spec = all.find((step) => step.spec.name === name)?.spec;
  if (spec?.map !== undefined && spec.publish === undefined) return model.mappings.get(spec.map)?.to;
  const split = spec?.call === undefined ? undefined : splitReference(spec.call);
  if (!split) return undefined;
  const output = model.capabilities.get(split.owner)?.spec.operations[split.member]?.output;
  return output === undefined
    ? model.systems.get(split.owner)?.operations.get(split.member)?.output
    : model.contracts.get(output)?.schema;
}
