import { documentSchema } from "../shell.ts";
import { mapOf, object, reference, text, value } from "../vocabulary.ts";

/** A contract, a part of a system's interface, or a file. */
const schemaReference = (description: string, examples: readonly string[]) => ({
  anyOf: [
    reference(description, examples),
    object(
      { $ref: text("A JSON Schema file, or a place in one: `schemas/payout.json#/properties/lines/items`.") },
      ["$ref"],
      "A schema that no contract or system names.",
    ),
  ],
  description,
});

export const mappingSchema = documentSchema(
  "Mapping",
  "From one schema to another, field by field. It is checked for what loses business meaning and becomes one pure function.",
  object(
    {
      from: {
        ...mapOf(
          schemaReference(
            "A contract `order@2`, a webhook's payload `shopify.ordersCreate`, an operation's output `sap.createSalesOrder` or input `sap.createSalesOrder.input`, or `{ $ref: … }`.",
            ["order@2", "shopify.ordersCreate"],
          ),
          "What it is made from: the names that its expressions use, each with its schema.",
          { pattern: "^[a-z][A-Za-z0-9]*$", "x-error": "a camelCase name such as `source`" },
        ),
        minProperties: 1,
      },
      to: schemaReference(
        "What it makes: a contract `order@2`, an operation's input `sap.createSalesOrder`, or `{ $ref: … }`.",
        ["order@2", "sap.createSalesOrder"],
      ),
      inverseOf: reference(
        "The mapping whose way this one goes back, from its target to its source. What does not come back as it went out is told, field by field.",
        ["order-to-sap"],
      ),
      fields: value(
        "Mirrors the target. A field is a constant, an expression, nested `fields`, or one of `each` (`as`, `index`, `where`, `flatten`, `groupBy`, then `fields` or `value`), `match` (`cases`, `otherwise`, `missing`), `lookup` (`from`, `to`, `whenMissing`).",
      ),
      value: value(
        "Instead of `fields`, where the target as a whole is a list, a text or an amount: an expression, `each`, `match` or `lookup`.",
      ),
    },
    ["from", "to"],
    "From what, to what, and how: one of `fields` and `value`.",
  ),
);
