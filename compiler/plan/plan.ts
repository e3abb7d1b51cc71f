import type { Policy } from "../../runtime/contract/policy.ts";
import type { PlanDomain, PlanScenario, PlanService } from "./estate.ts";
import type { PlanCrosswalk, PlanFunction, PlanMapping } from "./mapping.ts";
import type { PlanProcess, PlanReconciliation } from "./process.ts";
import type { PlanCapability, PlanRoute } from "./route.ts";
import type { PlanContract, PlanSchema } from "./schema.ts";
import type { PlanSystem } from "./system.ts";

export type { PlanDomain, PlanScenario, PlanService } from "./estate.ts";
export type { PlanCrosswalk, PlanField, PlanFunction, PlanMapping, PlanNamedField } from "./mapping.ts";
export type { PlanProcess, PlanReconciliation, PlanReconciliationSide } from "./process.ts";
export type { PlanCapability, PlanRoute } from "./route.ts";
export type { PlanContract, PlanSchema, PlanType } from "./schema.ts";
export type { PlanOperation, PlanSystem, PlanWebhook } from "./system.ts";
export type { PlanExpression, PlanLocation, PlanValue } from "./value.ts";

/** What lowering makes: plain, serialisable data, all that emit, review, deployment and documentation read. Its parts are files beside this. */
export interface Plan {
  readonly estate: {
    readonly name: string;
    readonly environments: Readonly<
      Record<
        string,
        {
          readonly engine: "embedded" | "distributed";
          readonly backlog?: { readonly runs?: number; readonly ageMs?: number };
          readonly history?: {
            readonly defaultMs?: number;
            readonly byClass?: Readonly<Record<string, number>>;
          };
          readonly [rest: string]: unknown;
        }
      >
    >;
    /** Who answers for what, and how soon it must be back. */
    readonly domains?: Readonly<Record<string, PlanDomain>>;
  };
  readonly contracts: readonly PlanContract[];
  readonly systems: readonly PlanSystem[];
  readonly mappings: readonly PlanMapping[];
  readonly functions: readonly PlanFunction[];
  /** Schemas of no contract, system or function: what mappings name by `{ $ref: … }` and nothing else has. */
  readonly schemas?: readonly PlanSchema[];
  readonly crosswalks: readonly PlanCrosswalk[];
  readonly policies: readonly Policy[];
  readonly capabilities: readonly PlanCapability[];
  readonly processes: readonly PlanProcess[];
  readonly reconciliations: readonly PlanReconciliation[];
  readonly routes: readonly PlanRoute[];
  readonly services: readonly PlanService[];
  readonly scenarios: readonly PlanScenario[];
}

/** What emit makes: files by path, to be written or compared as they are. */
export type EmittedFiles = ReadonlyMap<string, string>;
