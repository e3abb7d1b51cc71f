import { documentSchema } from "../shell.ts";
import {
  camelName,
  contractReference,
  date,
  expression,
  listOf,
  object,
  schema,
  text,
  word,
} from "../vocabulary.ts";

const invariant = object(
  {
    name: camelName("What a violation is called."),
    holds: expression("A condition over the contract's fields, each in scope by its name."),
    severity: word(
      ["error", "warning"],
      "`error` (the default) refuses the data, `warning` is told in the trace.",
    ),
  },
  ["name", "holds"],
  "Something that must be true of every value beyond what a schema can say.",
);

export const contractSchema = documentSchema(
  "Contract",
  "A canonical object or event: its schema, version, lifecycle and what its next version promises. Others refer to it with its major version, as in `order@2`.",
  object(
    {
      version: {
        type: "string",
        pattern: "^(?:0|[1-9][0-9]*)\\.(?:0|[1-9][0-9]*)\\.(?:0|[1-9][0-9]*)$",
        "x-error": "a semantic version such as `2.1.0`",
        description: "Its semantic version. The major version is part of references to it.",
      },
      lifecycle: word(
        ["draft", "active", "deprecated", "retired"],
        "Where it is in its life. A deprecated contract says when it ends (`sunset`).",
      ),
      sunset: date("The day after which a deprecated contract is no longer served."),
      replacement: contractReference("What to use instead of a deprecated contract."),
      compatibility: word(
        ["backward", "forward", "full", "none"],
        "What the next version promises: new readers read old data, old readers read new data, both, or nothing. Default: `backward`.",
      ),
      key: listOf(
        { type: "string", minLength: 1, description: "A required field." },
        "Names of the fields that identify a value: what `waybill trace` finds it by.",
        1,
      ),
      schema: schema(
        "JSON Schema 2020-12, here or by `$ref` to a file; `$ref: waybill:money`, `waybill:decimal` and `waybill:instant` are built in, `x-personal` names a class of personal data, `x-unit` a unit.",
      ),
      outside: object(
        {
          publishes: text("Who publishes it that is no part of the estate."),
          consumes: text("Who consumes it that is no part of the estate."),
        },
        [],
        "Why an event has no publisher or no consumer among the routes.",
      ),
      invariants: listOf(invariant, "What must be true of every value."),
    },
    ["version", "lifecycle", "schema"],
    "What is agreed.",
  ),
);
