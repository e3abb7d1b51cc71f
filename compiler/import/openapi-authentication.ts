import { textOf } from "../schema/data.ts";
import { entryOf, type YamlNode } from "../source/node.ts";
import { yamlText } from "./spec-text.ts";

/** How the document says a caller proves who it is, as flow YAML; undefined where it says nothing that Waybill can do. */
export function authenticationOf(tree: YamlNode, name: string, notes: string[]): string | undefined {
  const schemes = entryOf(entryOf(tree, "components")?.value, "securitySchemes")?.value;
  if (schemes?.type !== "map") return undefined;
  const wanted = requiredSchemes(tree);
  const ordered = [...schemes.entries].sort(
    (left, right) => Number(wanted.has(right.key.text)) - Number(wanted.has(left.key.text)),
  );
  for (const { value } of ordered) {
    const written = schemeText(value, name);
    if (written !== undefined) return written;
  }
  if (schemes.entries.length > 0)
    notes.push("None of its ways to authenticate is known: write `authentication` yourself.");
  return undefined;
}

function requiredSchemes(tree: YamlNode): ReadonlySet<string> {
  const security = entryOf(tree, "security")?.value;
  const names =
    security?.type === "list"
      ? security.items.flatMap((item) => (item.type === "map" ? item.entries.map(({ key }) => key.text) : []))
      : [];
  return new Set(names);
}

function schemeText(scheme: YamlNode, name: string): string | undefined {
  const say = (key: string) => textOf(entryOf(scheme, key)?.value);
  const type = say("type");
  const header = say("name");
  if (type === "apiKey" && say("in") === "header" && header !== undefined)
    return `{ header: { name: ${yamlText(header)}, secret: ${name}-key } }`;
  if (type === "http" && say("scheme")?.toLowerCase() === "basic")
    return `{ basic: { secret: ${name}-login } } # user:password`;
  if (type === "http" && say("scheme")?.toLowerCase() === "bearer")
    return `{ bearer: { secret: ${name}-token } }`;
  if (type !== "oauth2") return undefined;
  const flow = entryOf(entryOf(scheme, "flows")?.value, "clientCredentials")?.value;
  const tokenUrl = textOf(entryOf(flow, "tokenUrl")?.value);
  return tokenUrl === undefined
    ? undefined
    : `{ oauth2Client: { tokenUrl: ${yamlText(tokenUrl)}, secret: ${name}-client } } # id:secret`;
}
