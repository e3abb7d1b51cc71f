import type { KindDefinition } from "../kind.ts";
import { documentSchema } from "../shell.ts";
import { value } from "../vocabulary.ts";

/** Named in the language, and part of a later version: its documents are told so, once. */
export const reconciliationKind: KindDefinition = {
  name: "Reconciliation",
  schema: documentSchema("Reconciliation", "Comes with a later version.", value("Anything.")),
  later: true,
};
