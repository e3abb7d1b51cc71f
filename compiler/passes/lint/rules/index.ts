import type { Rule } from "../rule.ts";
import { endingContractUsed } from "./ending-contract-used.ts";

/** Every rule, by name. To add one: its file, its line here, its code in `compiler/diagnostics/areas/rule.ts` and its page. */
export const rules: readonly Rule[] = [endingContractUsed];
