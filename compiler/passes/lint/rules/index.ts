import type { Rule } from "../rule.ts";
import { estateChecks } from "./estate/estate-checks.ts";
import { classAndPolicy } from "./governance/class-and-policy.ts";
import { endingContractUsed } from "./governance/ending-contract-used.ts";
import { exposedApi } from "./governance/exposed-api.ts";
import { masterDataTwice } from "./governance/master-data-twice.ts";
import { nobodyAnswers } from "./governance/nobody-answers.ts";
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
import { conditions } from "./reachability/conditions.ts";
import { eventEnds } from "./reachability/event-ends.ts";
import { missingSecret } from "./reachability/missing-secret.ts";
import { routeCircle } from "./reachability/route-circle.ts";
import { unused } from "./reachability/unused.ts";

/** Every rule, by area and name. To add one: its file, its line here, its codes in `compiler/diagnostics/areas/` and a page each. */
export const rules: readonly Rule[] = [
  estateChecks,
  classAndPolicy,
  endingContractUsed,
  exposedApi,
  masterDataTwice,
  nobodyAnswers,
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
  conditions,
  eventEnds,
  missingSecret,
  routeCircle,
  unused,
];
