import { namesIn } from "../kinds/route/used-names.ts";
import type { LinkedMapping, Model } from "../model/model.ts";
import { entryOf, isExpression, type YamlNode } from "../source/node.ts";
import type { RouteWalk, WalkedStep } from "./route-walk.ts";

/**
 * Which names of a route a value is made from, through the steps that made them: `message`, items of an `each`, and the steps on
 * the way. More than there are in truth where a step takes a whole value and uses a part; never fewer.
 */
export function dependsOn(names: readonly string[], walk: RouteWalk): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (name: string): void => {
    if (found.has(name)) return;
    found.add(name);
    const step = walk.all.find(({ spec }) => spec.name === name);
    if (step) for (const other of namesOfStep(step)) visit(other);
    // An item is one of a list, which is made from other names; whoever asks for the item itself finds it.
    const each = walk.all.find(({ spec }) => spec.each !== undefined && (spec.as ?? "item") === name);
    if (each?.spec.each !== undefined) for (const other of namesIn(each.spec.each)) visit(other);
  };
  for (const name of names) visit(name);
  return found;
}

/** Names that all expressions of a step's input say. */
function namesOfStep({ spec }: WalkedStep): readonly string[] {
  const own = [spec.each, spec.result].flatMap((text) => (text === undefined ? [] : namesIn(text)));
  const from = Object.values(spec.from ?? {}).flatMap(namesOf);
  return [...own, ...from, ...(spec.with ? namesOf(spec.with) : [])];
}

/** Names that the expressions in a value say. */
export function namesOf(node: YamlNode): readonly string[] {
  if (node.type === "list") return node.items.flatMap(namesOf);
  if (node.type === "map") return node.entries.flatMap(({ value }) => namesOf(value));
  return isExpression(node) ? namesIn(node.text) : [];
}

/**
 * Names of the route from which a field of a step's input is made, where that can be followed: `with` says the field itself, or
 * names the result of a mapping that does. Undefined where it cannot.
 */
export function namesOfField(
  value: YamlNode | undefined,
  field: string,
  walk: RouteWalk,
  model: Model,
): readonly string[] | undefined {
  if (!value) return undefined;
  if (value.type === "map") {
    const said = entryOf(value, field)?.value;
    return said && namesOf(said);
  }
  const whole = /^=\s*([A-Za-z_$][\w$]*)\s*$/.exec(value.type === "scalar" ? value.text : "")?.[1];
  const maker = walk.all.find(({ spec }) => spec.name === whole && spec.map !== undefined)?.spec;
  const mapping = maker?.map === undefined ? undefined : model.mappings.get(maker.map);
  return mapping && maker?.with ? namesOfMapped(mapping, maker.with, field) : undefined;
}

/** Of a mapping with `fields`: the values given to those of its `from` that the field's expression says. */
export function namesOfMapped(
  { document, from }: LinkedMapping,
  given: YamlNode,
  field: string,
): readonly string[] | undefined {
  const fields = entryOf(entryOf(document.node, "spec")?.value, "fields")?.value;
  const said = entryOf(fields, field)?.value;
  if (!said || !isExpression(said)) return undefined;
  const used = namesIn(said.text);
  return from
    .filter(({ name }) => used.includes(name))
    .flatMap(({ name }) => {
      const value = given.type === "map" ? entryOf(given, name)?.value : given;
      return value ? namesOf(value) : [];
    });
}
