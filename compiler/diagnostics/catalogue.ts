import { capability } from "./areas/capability.ts";
import { contract } from "./areas/contract.ts";
import { crosswalk } from "./areas/crosswalk.ts";
import { delivery } from "./areas/delivery.ts";
import { expression } from "./areas/expression.ts";
import { functionArea } from "./areas/function.ts";
import { governance } from "./areas/governance.ts";
import { http } from "./areas/http.ts";
import { mapping } from "./areas/mapping.ts";
import { personal } from "./areas/personal.ts";
import { policy } from "./areas/policy.ts";
import { process } from "./areas/process.ts";
import { promises } from "./areas/promises.ts";
import { reachability } from "./areas/reachability.ts";
import { reconciliation } from "./areas/reconciliation.ts";
import { reference } from "./areas/reference.ts";
import { route } from "./areas/route.ts";
import { rule } from "./areas/rule.ts";
import { sagas } from "./areas/sagas.ts";
import { scenario } from "./areas/scenario.ts";
import { schema } from "./areas/schema.ts";
import { service } from "./areas/service.ts";
import { shape } from "./areas/shape.ts";
import { system } from "./areas/system.ts";
import { trigger } from "./areas/trigger.ts";
import { waiver } from "./areas/waiver.ts";
import { yaml } from "./areas/yaml.ts";

/**
 * Every diagnostic Waybill can give. Codes are never reused. Each has a page `docs/diagnostics/<code>.md` with a failing and
 * a passing example, which a test compiles.
 */
export const catalogue = {
  ...yaml,
  ...shape,
  ...reference,
  ...expression,
  ...schema,
  ...mapping,
  ...route,
  ...http,
  ...trigger,
  ...system,
  ...capability,
  ...contract,
  ...scenario,
  ...crosswalk,
  ...personal,
  ...policy,
  ...functionArea,
  ...service,
  ...promises,
  ...delivery,
  ...sagas,
  ...process,
  ...reconciliation,
  ...governance,
  ...reachability,
  ...waiver,
  ...rule,
} as const;

export type Code = keyof typeof catalogue;
