import { capabilityKind } from "./capability/index.ts";
import { contractKind } from "./contract/index.ts";
import { crosswalkKind } from "./crosswalk/index.ts";
import { estateKind } from "./estate/index.ts";
import { functionKind } from "./function/index.ts";
import type { KindDefinition } from "./kind.ts";
import { mappingKind } from "./mapping/index.ts";
import { policyKind } from "./policy/index.ts";
import { processKind } from "./process/index.ts";
import { reconciliationKind } from "./reconciliation/index.ts";
import { routeKind } from "./route/index.ts";
import { scenarioKind } from "./scenario/index.ts";
import { serviceKind } from "./service/index.ts";
import { systemKind } from "./system/index.ts";

/** Every kind of document, by name. To add one: its folder, and its line here. */
export const kinds: readonly KindDefinition[] = [
  capabilityKind,
  contractKind,
  crosswalkKind,
  estateKind,
  functionKind,
  mappingKind,
  policyKind,
  processKind,
  reconciliationKind,
  routeKind,
  scenarioKind,
  serviceKind,
  systemKind,
];
