import { date, diagnosticCode, kebabName, listOf, mapOf, object, type Schema, text } from "./vocabulary.ts";

export const apiVersion = "waybill.dev/v1";

const waive = listOf(
  object(
    {
      code: diagnosticCode("The diagnostic that is accepted."),
      path: text(
        "Where in this document, as the diagnostic says it: `paymentStatus`, `steps.posting`. Without it, everywhere in it.",
      ),
      owner: text("Who answers for it."),
      reason: text("Why it is right as it is."),
      until: date("The last day it holds; after that the diagnostic is back, and the waiver is reported."),
    },
    ["code", "owner", "reason", "until"],
    "One diagnostic that is accepted for now.",
  ),
  "Diagnostics that are accepted here, each with an owner, a reason and an expiry.",
);

/** The JSON Schema of a whole document of a kind, around that of its `spec`. */
export function documentSchema(
  kind: string,
  description: string,
  spec: Schema,
  options: { readonly waivable: boolean } = { waivable: true },
): Schema {
  const properties = spec["properties"];
  const whole =
    options.waivable && isRecord(properties) ? { ...spec, properties: { ...properties, waive } } : spec;
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: `https://waybill.dev/schemas/${kind.toLowerCase()}.json`,
    title: kind,
    description,
    type: "object",
    additionalProperties: false,
    required: ["kind", "metadata", "spec"],
    properties: {
      apiVersion: {
        const: apiVersion,
        description: "The version of the language. May be left out while there is only one.",
      },
      kind: { const: kind, description: "What this document is." },
      metadata: object(
        {
          name: kebabName(
            "Its name, by which other documents refer to it; unique among documents of its kind (contracts: per major version).",
          ),
          domain: text("The business domain it belongs to, one of the estate's."),
          owner: text("Who answers for it. Default: the owner of the domain."),
          labels: mapOf({ type: "string" }, "Anything you want to find it by."),
          description: text("What it is for, in a sentence or two."),
        },
        ["name"],
        "What it is called and where it belongs.",
      ),
      spec: whole,
    },
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
