import type { Criticality } from "../../runtime/contract/criticality.ts";
import type { Policy } from "../../runtime/contract/policy.ts";
import type { Authentication, FailureTable, HmacVerification } from "../../runtime/contract/system.ts";
import type { ShapeSet } from "../schema/shape.ts";

/** What lowering makes: plain, serialisable data, all that emit, review, deployment and documentation read. */

export interface PlanLocation {
  readonly file: string;
  readonly line: number;
}

/** A checked expression, already printed as TypeScript by the one printer, with what it needs from the runtime. */
export interface PlanExpression {
  readonly code: string;
  /** Names of library functions and types it uses, to import from `waybill/runtime`. */
  readonly library: readonly string[];
  readonly at: PlanLocation;
}

/** A value to build: a constant, an expression, or an object or list of values. `convert` is put around it by the printer already. */
export type PlanValue =
  | { readonly kind: "constant"; readonly json: unknown; readonly at: PlanLocation }
  | { readonly kind: "expression"; readonly expression: PlanExpression }
  | {
      readonly kind: "object";
      readonly properties: readonly {
        readonly name: string;
        readonly value: PlanValue /** may be missing: leave the property out then */;
        readonly optional: boolean;
      }[];
    }
  | { readonly kind: "list"; readonly items: readonly PlanValue[] };

/** A generated type: the module it lives in and its name there. */
export interface PlanType {
  /** `contracts/order-2`, `systems/shopify`. */
  readonly module: string;
  readonly name: string;
}

/** A schema that becomes types and a validator in a module. */
export interface PlanSchema {
  readonly type: PlanType;
  readonly set: ShapeSet;
  /** What errors call it: `order@2`. */
  readonly label: string;
  readonly at: PlanLocation;
  readonly key?: readonly string[];
  readonly personal: readonly (readonly string[])[];
  readonly invariants: readonly {
    readonly name: string;
    readonly severity: "error" | "warning";
    readonly holds: PlanExpression;
  }[];
}

export interface PlanContract {
  readonly name: string;
  readonly version: string;
  readonly schema: PlanSchema;
  readonly lifecycle: string;
  readonly domain?: string;
}

export interface PlanOperation {
  readonly name: string;
  readonly at: PlanLocation;
  readonly input: {
    readonly parameters?: PlanSchema;
    readonly body?: PlanSchema /** the type that `with` is checked against */;
    readonly type?: PlanType;
    readonly schema?: PlanSchema;
  };
  readonly method: string;
  readonly path: PlanExpression;
  readonly pathTemplate: string;
  readonly query: readonly { readonly name: string; readonly value: PlanExpression }[];
  readonly headers: readonly { readonly name: string; readonly value: PlanExpression }[];
  readonly body?: PlanExpression;
  readonly as: "json" | "form" | "xml";
  readonly responses: readonly {
    readonly status: number;
    readonly schema?: PlanSchema;
    readonly examples: readonly unknown[];
  }[];
  readonly output?: PlanType;
  readonly idempotent:
    | { readonly by: "nature" }
    | { readonly by: "nothing" }
    | { readonly by: "header"; readonly header: string }
    | {
        readonly by: "verify";
        readonly operation: string;
        readonly with: PlanValue;
        readonly found: PlanExpression;
        readonly settleMs?: number;
      };
}

export interface PlanWebhook {
  readonly name: string;
  readonly at: PlanLocation;
  readonly verify?: HmacVerification;
  readonly id?: PlanExpression;
  readonly payload: PlanSchema;
}

export interface PlanSystem {
  readonly name: string;
  readonly at: PlanLocation;
  readonly type: string;
  readonly domain?: string;
  readonly endpoints: Readonly<Record<string, string>>;
  readonly authentication?: Authentication;
  readonly csrfToken: boolean;
  readonly limits?: {
    readonly ratePerSecond?: number;
    readonly burst?: number;
    readonly concurrency?: number;
  };
  readonly failures: FailureTable;
  readonly operations: readonly PlanOperation[];
  readonly webhooks: readonly PlanWebhook[];
}

/** A field of a mapping; forms mirror the language. */
export type PlanField =
  | { readonly form: "value"; readonly value: PlanValue }
  | { readonly form: "fields"; readonly fields: readonly PlanNamedField[] }
  | {
      readonly form: "each";
      readonly items: PlanExpression;
      readonly as: string;
      readonly index?: string;
      readonly where?: PlanExpression;
      /** The body gives a list for each item: together they are one list. */
      readonly flatten: boolean;
      /** Over an item; in the body `as` is then a group of items with the same key, in the order of their first: `{ key, items }`. */
      readonly groupBy?: PlanExpression;
      readonly body: PlanField;
    }
  | {
      readonly form: "match";
      readonly on: PlanExpression;
      readonly cases: readonly { readonly value: string | number | boolean; readonly then: PlanField }[];
      readonly otherwise?: PlanField;
      readonly missing?: PlanField;
    }
  | {
      readonly form: "lookup";
      readonly crosswalk: string;
      readonly system: string;
      readonly value: PlanExpression;
      readonly to: string;
      readonly whenMissing: "omit" | "fail";
    };

export interface PlanNamedField {
  readonly name: string;
  /** Its value may be missing: the field is left out then. */
  readonly optional: boolean;
  readonly field: PlanField;
  readonly at: PlanLocation;
}

export interface PlanMapping {
  readonly name: string;
  readonly at: PlanLocation;
  readonly from: readonly { readonly name: string; readonly type: PlanType }[];
  readonly to: PlanType;
  readonly body: PlanField;
}

export interface PlanFunction {
  readonly name: string;
  readonly at: PlanLocation;
  readonly input: PlanSchema;
  readonly output: PlanSchema;
  /** The author's module, copied as it is. */
  readonly module: { readonly path: string; readonly text: string };
}

export interface PlanCrosswalk {
  readonly name: string;
  readonly at: PlanLocation;
  readonly systems: readonly string[];
  readonly rows: readonly Readonly<Record<string, string>>[];
}

export interface PlanCapability {
  readonly name: string;
  readonly at: PlanLocation;
  readonly pin?: PlanExpression;
  readonly operations: readonly {
    readonly name: string;
    readonly input: PlanType;
    readonly output: PlanType;
  }[];
  readonly providers: readonly {
    readonly name: string;
    readonly operations: readonly {
      readonly operation: string;
      readonly call?: {
        readonly system: string;
        readonly operation: string;
        readonly in?: string;
        readonly out?: string;
      };
      readonly route?: string;
    }[];
  }[];
  readonly rollout: readonly { readonly to: string; readonly when?: PlanExpression }[];
}

/** A step: common part here, the rest is its kind's own (`compiler/kinds/route/steps/<kind>.ts`). */
export interface PlanStep {
  readonly kind: string;
  readonly name: string;
  readonly at: PlanLocation;
  readonly when?: PlanExpression;
  readonly [rest: string]: unknown;
}

export interface PlanRoute {
  readonly name: string;
  readonly at: PlanLocation;
  readonly class?: string;
  /** Of its class, else of its domain. */
  readonly criticality?: Criticality;
  readonly domain?: string;
  readonly policy: string;
  readonly trigger: { readonly kind: string; readonly [rest: string]: unknown };
  /** The type of `message.data`. */
  readonly data?: PlanType;
  readonly key?: PlanExpression;
  readonly lane?: PlanExpression;
  /** What is older by this than the newest of its lane is dropped. */
  readonly latest?: PlanExpression;
  readonly load?: {
    readonly steadyPerSecond: number;
    readonly peakPerSecond?: number;
    readonly lastingMs?: number;
  };
  readonly steps: readonly PlanStep[];
}

/** A business object followed across routes. Declared and checked; nothing follows it at run time yet. */
export interface PlanProcess {
  readonly name: string;
  readonly at: PlanLocation;
  readonly domain?: string;
  readonly owner?: string;
  readonly subject: string;
  /** Keys of the object, each with the field of the events that carries it. */
  readonly correlate: readonly { readonly name: string; readonly field: string }[];
  readonly milestones: readonly {
    readonly name: string;
    /** The event that reaches it: `order-accepted@1`. */
    readonly on: string;
    /** Over `event`. */
    readonly when?: PlanExpression;
    /** From the milestone `after`. */
    readonly withinMs?: number;
    readonly after?: string;
    readonly owner?: string;
  }[];
  readonly totals: readonly {
    readonly name: string;
    readonly on: string;
    readonly when?: PlanExpression;
    readonly add: PlanExpression;
  }[];
  readonly serviceLevel?: {
    readonly milestone: string;
    readonly targetPercent: number;
    readonly windowMs: number;
  };
}

/** Two sides that must agree. Declared and checked; nothing compares them at run time yet. */
export interface PlanReconciliation {
  readonly name: string;
  readonly at: PlanLocation;
  readonly domain?: string;
  readonly left: PlanReconciliationSide;
  readonly right: PlanReconciliationSide;
  readonly windowMs: number;
  /** Decimal text: how far two amounts may differ. */
  readonly tolerance: string;
  readonly total?: {
    readonly side: "left" | "right";
    readonly of: string;
    /** Over `item`. */
    readonly amount: PlanExpression;
  };
  readonly breaks: { readonly owner: string; readonly withinMs?: number };
}

/** Its expressions are over `item`, an event of `of`. */
export interface PlanReconciliationSide {
  readonly of: string;
  readonly where?: PlanExpression;
  readonly key: PlanExpression;
  readonly amount: PlanExpression;
}

export interface PlanService {
  readonly name: string;
  readonly at: PlanLocation;
  readonly routes: readonly string[];
  readonly scale?: { readonly min: number; readonly max: number };
  readonly resources?: { readonly cpu: string; readonly memory: string };
}

/** A scenario as the runner reads it: steps as plain data, mapping names and contract labels as in the spec. */
export interface PlanScenario {
  readonly name: string;
  readonly at: PlanLocation;
  readonly given: readonly unknown[];
  readonly when: readonly unknown[];
  readonly then: readonly unknown[];
}

export interface PlanDomain {
  readonly owner: string;
  readonly criticality: string;
  /** Recovery time objective, milliseconds. */
  readonly recoveryMs?: number;
}

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
