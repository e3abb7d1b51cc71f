import type { Rule } from "../rule.ts";
import { consumerLane } from "./delivery/consumer-lane.ts";
import { keyForgotten } from "./delivery/key-forgotten.ts";
import { laneOvertaken } from "./delivery/lane-overtaken.ts";
import { notIdempotent } from "./delivery/not-idempotent.ts";
import { oneKeyForMany } from "./delivery/one-key-for-many.ts";
import { orderWithinRun } from "./delivery/order-within-run.ts";
import { unstableKey } from "./delivery/unstable-key.ts";
import { verifyFindsAny } from "./delivery/verify-finds-any.ts";
import { estateChecks } from "./estate/estate-checks.ts";
import { classAndPolicy } from "./governance/class-and-policy.ts";
import { draftInUse } from "./governance/draft-in-use.ts";
import { endingContractUsed } from "./governance/ending-contract-used.ts";
import { exposedApi } from "./governance/exposed-api.ts";
import { masterDataTwice } from "./governance/master-data-twice.ts";
import { nobodyAnswers } from "./governance/nobody-answers.ts";
import { argumentNeverAccepted } from "./mapping/argument-never-accepted.ts";
import { counterpartPassedOver } from "./mapping/counterpart-passed-over.ts";
import { crosswalkCodeDoesNotFit } from "./mapping/crosswalk-code-does-not-fit.ts";
import { currenciesMayDiffer } from "./mapping/currencies-may-differ.ts";
import { currencyWrittenOut } from "./mapping/currency-written-out.ts";
import { dateReadAsInstant } from "./mapping/date-read-as-instant.ts";
import { decimalPlacesLost } from "./mapping/decimal-places-lost.ts";
import { emptyListIntoRequired } from "./mapping/empty-list-into-required.ts";
import { keyMayBeMissing } from "./mapping/key-may-be-missing.ts";
import { numberDoesNotFit } from "./mapping/number-does-not-fit.ts";
import { roundTrip } from "./mapping/round-trip.ts";
import { textDoesNotMatch } from "./mapping/text-does-not-match.ts";
import { textLongerThanTarget } from "./mapping/text-longer-than-target.ts";
import { unitMismatch } from "./mapping/unit-mismatch.ts";
import { unlimitedIntoLimited } from "./mapping/unlimited-into-limited.ts";
import { valueNeverArises } from "./mapping/value-never-arises.ts";
import { zoneDropped } from "./mapping/zone-dropped.ts";
import { personalDataInDomain } from "./personal/personal-data-in-domain.ts";
import { personalDataInKey } from "./personal/personal-data-in-key.ts";
import { personalDataIntoSystem } from "./personal/personal-data-into-system.ts";
import { personalDataUnmarked } from "./personal/personal-data-unmarked.ts";
import { unknownPersonalClass } from "./personal/unknown-personal-class.ts";
import { classLatency } from "./promises/class-latency.ts";
import { deadLetterKept } from "./promises/dead-letter-kept.ts";
import { deadline } from "./promises/deadline.ts";
import { milestoneDeadline } from "./promises/milestone-deadline.ts";
import { outageBacklog } from "./promises/outage-backlog.ts";
import { outageOutlastsRetries } from "./promises/outage-outlasts-retries.ts";
import { peakBacklog } from "./promises/peak-backlog.ts";
import { replicasWithoutEvents } from "./promises/replicas-without-events.ts";
import { retriedAgain } from "./promises/retried-again.ts";
import { steadyLoad } from "./promises/steady-load.ts";
import { conditions } from "./reachability/conditions.ts";
import { eventEnds } from "./reachability/event-ends.ts";
import { missingSecret } from "./reachability/missing-secret.ts";
import { routeCircle } from "./reachability/route-circle.ts";
import { unused } from "./reachability/unused.ts";
import { approvalOpen } from "./sagas/approval-open.ts";
import { effectNotUndone } from "./sagas/effect-not-undone.ts";
import { shownToUncleared } from "./sagas/shown-to-uncleared.ts";
import { undoNotIdempotent } from "./sagas/undo-not-idempotent.ts";

/** Every rule, by area and name. To add one: its file, its line here, its codes in `compiler/diagnostics/areas/` and a page each. */
export const rules: readonly Rule[] = [
  consumerLane,
  keyForgotten,
  laneOvertaken,
  notIdempotent,
  oneKeyForMany,
  orderWithinRun,
  unstableKey,
  verifyFindsAny,
  estateChecks,
  classAndPolicy,
  draftInUse,
  endingContractUsed,
  exposedApi,
  masterDataTwice,
  nobodyAnswers,
  argumentNeverAccepted,
  counterpartPassedOver,
  crosswalkCodeDoesNotFit,
  currenciesMayDiffer,
  currencyWrittenOut,
  dateReadAsInstant,
  decimalPlacesLost,
  emptyListIntoRequired,
  keyMayBeMissing,
  numberDoesNotFit,
  roundTrip,
  textDoesNotMatch,
  textLongerThanTarget,
  unitMismatch,
  unlimitedIntoLimited,
  valueNeverArises,
  zoneDropped,
  personalDataInDomain,
  personalDataInKey,
  personalDataIntoSystem,
  personalDataUnmarked,
  unknownPersonalClass,
  classLatency,
  deadLetterKept,
  deadline,
  milestoneDeadline,
  outageBacklog,
  outageOutlastsRetries,
  peakBacklog,
  replicasWithoutEvents,
  retriedAgain,
  steadyLoad,
  conditions,
  eventEnds,
  missingSecret,
  routeCircle,
  unused,
  approvalOpen,
  effectNotUndone,
  shownToUncleared,
  undoNotIdempotent,
];
