/** JSON Schemas of everything that the API server serves, as `kubeconform` wants them: a file a kind, unknown fields refused. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { kubernetes } from "./cluster.ts";

interface Definition {
  readonly "x-kubernetes-group-version-kind"?: readonly { group: string; version: string; kind: string }[];
}

/** Writes them into a folder, and answers the pattern by which `kubeconform` finds them there. */
export async function writeSchemas(folder: string): Promise<string> {
  const { body } = await kubernetes.request("GET", "/openapi/v2");
  const definitions = body["definitions"] as Record<string, Definition>;
  writeFileSync(join(folder, "definitions.json"), JSON.stringify({ definitions: strict(definitions) }));
  for (const [name, definition] of Object.entries(definitions)) {
    for (const { group, version, kind } of definition["x-kubernetes-group-version-kind"] ?? []) {
      // It takes the version of Kubernetes' first resources for their group.
      const file = `${kind.toLowerCase()}-${group || version}-${version}.json`;
      writeFileSync(join(folder, file), JSON.stringify({ $ref: `definitions.json#/definitions/${name}` }));
    }
  }
  return join(folder, "{{ .ResourceKind }}-{{ .Group }}-{{ .ResourceAPIVersion }}.json");
}

/** Objects with known fields have no others; what is a number or a text in Kubernetes is either here. */
function strict(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(strict);
  if (typeof value !== "object" || value === null) return value;
  const schema = value as Record<string, unknown>;
  if (schema["format"] === "int-or-string") return { type: ["string", "integer"] };
  const copy = Object.fromEntries(Object.entries(schema).map(([word, of]) => [word, strict(of)]));
  const closed = isFields(schema["properties"]) && schema["x-kubernetes-preserve-unknown-fields"] !== true;
  return closed && !("additionalProperties" in schema) ? { ...copy, additionalProperties: false } : copy;
}

/** A field may itself be called `properties`: then it is a schema, with words, and not a list of fields. */
function isFields(value: unknown): boolean {
  return (
    typeof value === "object" && value !== null && Object.values(value).every((of) => typeof of === "object")
  );
}
