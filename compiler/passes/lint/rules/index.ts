import type { Rule } from "../rule.ts";
import { endingContractUsed } from "./governance/ending-contract-used.ts";
import { counterpartPassedOver } from "./mapping/counterpart-passed-over.ts";
import { dateReadAsInstant } from "./mapping/date-read-as-instant.ts";
import { decimalPlacesLost } from "./mapping/decimal-places-lost.ts";
import { emptyListIntoRequired } from "./mapping/empty-list-into-required.ts";
import { keyMayBeMissing } from "./mapping/key-may-be-missing.ts";
import { numberDoesNotFit } from "./mapping/number-does-not-fit.ts";
import { textDoesNotMatch } from "./mapping/text-does-not-match.ts";
import { textLongerThanTarget } from "./mapping/text-longer-than-target.ts";
import { unitMismatch } from "./mapping/unit-mismatch.ts";
import { zoneDropped } from "./mapping/zone-dropped.ts";

/** Every rule, by area and name. To add one: its file, its line here, its codes in `compiler/diagnostics/areas/` and a page each. */
export const rules: readonly Rule[] = [
  endingContractUsed,
  counterpartPassedOver,
  dateReadAsInstant,
  decimalPlacesLost,
  emptyListIntoRequired,
  keyMayBeMissing,
  numberDoesNotFit,
  textDoesNotMatch,
  textLongerThanTarget,
  unitMismatch,
  zoneDropped,
];
