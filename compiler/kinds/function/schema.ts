import { documentSchema } from "../shell.ts";
import { object, schema } from "../vocabulary.ts";

export const functionSchema = documentSchema(
  "Function",
  "The escape hatch for what mappings cannot say: one pure, typed TypeScript module beside the spec. Expressions call it by its name in camelCase.",
  object(
    {
      input: schema("The schema of its argument, here or by `$ref`."),
      output: schema("The schema of its result, here or by `$ref`."),
      module: {
        type: "string",
        pattern: "^\\.{1,2}/.+\\.ts$",
        "x-error": "a TypeScript file beside the spec, such as `./spread-discount.ts`",
        description:
          "The module: one function as its default export. It imports nothing but `waybill/runtime` and is type-checked like generated code.",
      },
    },
    ["input", "output", "module"],
    "Its types and where its code is.",
  ),
);
