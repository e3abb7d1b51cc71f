import type { Model } from "../../model/model.ts";
import type { YamlNode } from "../../source/node.ts";
import type { Span } from "../../source/source.ts";
import { namedSchemas } from "./names.ts";

/** Who sends, takes or offers a whole schema. */
export interface Use {
  readonly says: string;
  readonly span: Span;
}

const known = new WeakMap<Model, ReadonlyMap<string, readonly Use[]>>();

/** The routes and capabilities that a schema passes through. */
export function usesOf(schema: string, model: Model): readonly Use[] {
  const name = namedSchemas(model).get(schema)?.name;
  return name === undefined ? [] : (usesByName(model).get(name) ?? []);
}

/** By how a route or a capability calls what it uses. */
function usesByName(model: Model): ReadonlyMap<string, readonly Use[]> {
  const before = known.get(model);
  if (before) return before;
  const found = new Map<string, Use[]>();
  const say = (name: string, says: string, span: Span) =>
    found.set(name, [...(found.get(name) ?? []), { says, span }]);
  for (const [route, document] of model.routes)
    walk(document.node, [], (key, within, node) => {
      const verb = verbs[within === "event" && key === "of" ? "event" : key];
      if (verb !== undefined) say(node.text, `${verb} route ${route}`, node.span);
    });
  for (const [capability, document] of model.capabilities)
    for (const [name, operation] of Object.entries(document.spec.operations)) {
      say(operation.input, `input of ${capability}.${name}`, document.spanOf(operation, "input"));
      say(operation.output, `output of ${capability}.${name}`, document.spanOf(operation, "output"));
      for (const provider of Object.values(document.spec.providers)) {
        const call = provider[name]?.call;
        if (call !== undefined)
          say(
            call,
            `called by capability ${capability}`,
            document.spanOf(provider[name] ?? provider, "call"),
          );
      }
    }
  known.set(model, found);
  return found;
}

/** Words of routes that name a schema, and what is said of the route then. */
const verbs: Readonly<Record<string, string>> = {
  event: "starts",
  webhook: "starts",
  request: "starts",
  response: "answered by",
  publish: "published by",
  call: "called by",
};

function walk(
  node: YamlNode,
  path: readonly string[],
  visit: (key: string, within: string | undefined, node: Extract<YamlNode, { type: "scalar" }>) => void,
): void {
  if (node.type === "list") for (const item of node.items) walk(item, path, visit);
  if (node.type !== "map") return;
  for (const { key, value } of node.entries) {
    if (value.type === "scalar") visit(key.text, path.at(-1), value);
    else walk(value, [...path, key.text], visit);
  }
}
