import type { YamlNode } from "../../source/node.ts";
import type { LinkContext } from "../kind.ts";

/** The classes of personal data that a schema names are those of the estate: a misspelt one would be cleared for nobody, or masked nowhere. */
export function checkPersonal(schema: YamlNode, context: LinkContext): void {
  const { personalData } = context.model.estate?.spec ?? {};
  if (personalData) walk(schema, Object.keys(personalData), context);
}

function walk(node: YamlNode, classes: readonly string[], context: LinkContext): void {
  if (node.type === "list") for (const item of node.items) walk(item, classes, context);
  if (node.type !== "map") return;
  for (const { key, value } of node.entries) {
    if (key.text !== "x-personal" || value.type !== "scalar") walk(value, classes, context);
    else if (!classes.includes(value.text))
      context.names.unknown("class of personal data of the estate", value.text, classes, value.span);
  }
}
