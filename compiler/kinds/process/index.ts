import type { KindDefinition } from "../kind.ts";
import { documentSchema } from "../shell.ts";
import { value } from "../vocabulary.ts";

/** Named in the language, and part of a later version: its documents are told so, once. */
export const processKind: KindDefinition = {
  name: "Process",
  schema: documentSchema("Process", "Comes with a later version.", value("Anything.")),
  later: true,
};
