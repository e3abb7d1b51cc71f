import type { Rule } from "../rule.ts";
import { endingContractUsed } from "./governance/ending-contract-used.ts";

/** Every rule, by area and name. To add one: its file, its line here, its codes in `compiler/diagnostics/areas/` and a page each. */
export const rules: readonly Rule[] = [endingContractUsed];
