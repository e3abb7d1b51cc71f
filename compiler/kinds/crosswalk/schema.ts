import { documentSchema } from "../shell.ts";
import { kebabKeys, later, listOf, mapOf, object, reference, value, word } from "../vocabulary.ts";

export const crosswalkSchema = documentSchema(
  "Crosswalk",
  "Master data: what the same store, item, tax code or ledger account is called in each system. `lookup` translates by it.",
  object(
    {
      owner: reference(
        "The system whose word counts. It is one of `systems`, and has a value in every row.",
        ["wms"],
      ),
      systems: {
        ...mapOf(
          word(["string", "integer"], "The type of its codes."),
          "System to the type of its codes. They are the columns of the table.",
          kebabKeys,
        ),
        minProperties: 2,
      },
      data: {
        anyOf: [
          {
            type: "string",
            pattern: "\\.csv$",
            "x-error": "a CSV file beside the spec, such as `location.csv`",
            description: "A CSV file beside the spec whose header has the names of the systems.",
          },
          {
            type: "object",
            additionalProperties: false,
            properties: {
              call: later("An operation that lists it.", "use a CSV file or `rows`"),
              every: value("How often."),
            },
            description: "Taken from a system by a call.",
          },
        ],
        description: "Where the rows are: a CSV file beside the spec. Either this or `rows`.",
      },
      rows: listOf(
        mapOf(value("Its code there, or nothing."), "System to code.", kebabKeys),
        "The rows themselves, where they are few.",
      ),
    },
    ["owner", "systems"],
    "The table.",
  ),
);
