import type { CapabilitySpec } from "../kinds/capability/spec.ts";
import type { ContractSpec } from "../kinds/contract/spec.ts";
import type { CrosswalkSpec } from "../kinds/crosswalk/spec.ts";
import type { SpecDocument } from "../kinds/document.ts";
import type { EstateSpec } from "../kinds/estate/spec.ts";
import type { FunctionSpec } from "../kinds/function/spec.ts";
import type { MappingSpec } from "../kinds/mapping/spec.ts";
import type { PolicySpec } from "../kinds/policy/spec.ts";
import type { ProcessSpec } from "../kinds/process/spec.ts";
import type { ReconciliationSpec } from "../kinds/reconciliation/spec.ts";
import type { RouteSpec } from "../kinds/route/spec.ts";
import type { ScenarioSpec } from "../kinds/scenario/spec.ts";
import type { ServiceSpec } from "../kinds/service/spec.ts";
import type { OperationSpec, SystemSpec, WebhookSpec } from "../kinds/system/spec.ts";
import type { PlanCrosswalk, PlanSchema, PlanType } from "../plan/plan.ts";
import type { Span } from "../source/source.ts";

/** The linked estate: every reference can be asked for, every schema is read. What does not exist was reported by link and is undefined here. */
export interface Model {
  readonly estate: SpecDocument<EstateSpec> | undefined;
  /** Every document that is valid, by the name that references know it by. */
  readonly documents: readonly SpecDocument[];
  readonly contracts: ReadonlyMap<string, LinkedContract>; // by `order@2`
  readonly systems: ReadonlyMap<string, LinkedSystem>;
  readonly mappings: ReadonlyMap<string, LinkedMapping>;
  readonly functions: ReadonlyMap<string, LinkedFunction>;
  readonly crosswalks: ReadonlyMap<string, LinkedCrosswalk>;
  readonly policies: ReadonlyMap<string, SpecDocument<PolicySpec>>;
  readonly capabilities: ReadonlyMap<string, SpecDocument<CapabilitySpec>>;
  readonly processes: ReadonlyMap<string, SpecDocument<ProcessSpec>>;
  readonly reconciliations: ReadonlyMap<string, SpecDocument<ReconciliationSpec>>;
  readonly routes: ReadonlyMap<string, SpecDocument<RouteSpec>>;
  readonly services: readonly SpecDocument<ServiceSpec>[];
  readonly scenarios: readonly SpecDocument<ScenarioSpec>[];
  /** Every schema of the estate, once each: declared in the check program, emitted as types and validators. */
  readonly schemas: readonly PlanSchema[];
  /** Every reference from one document to another that leads somewhere, be it to a broken one, in the order of linking. */
  readonly references: readonly Reference[];
  /** Names that were declared but whose document is not valid: a reference to one is not "unknown". */
  readonly broken: ReadonlySet<string>; // `Mapping order-to-sap`
}

/** Something named in a document: which document that is, and which of its operations or webhooks. */
export interface Reference {
  readonly kind: string;
  /** As references say it: contracts with their major version. */
  readonly name: string;
  readonly member?: string;
  readonly span: Span;
}

export interface LinkedContract {
  readonly document: SpecDocument<ContractSpec>;
  readonly schema: PlanSchema;
}

export interface LinkedSystem {
  readonly document: SpecDocument<SystemSpec>;
  readonly operations: ReadonlyMap<string, LinkedOperation>;
  readonly webhooks: ReadonlyMap<
    string,
    { readonly spec: WebhookSpec; readonly payload: PlanSchema; readonly span: Span }
  >;
}

export interface LinkedOperation {
  readonly spec: OperationSpec;
  readonly span: Span;
  readonly parameters?: PlanSchema;
  readonly body?: PlanSchema;
  /** What `with` is checked against: body, parameters, or a schema of both. */
  readonly input?: PlanSchema;
  readonly responses: readonly { readonly status: number; readonly schema?: PlanSchema }[];
  readonly output?: PlanSchema;
}

export interface LinkedMapping {
  readonly document: SpecDocument<MappingSpec>;
  readonly from: readonly { readonly name: string; readonly schema: PlanSchema }[];
  readonly to: PlanSchema;
}

export interface LinkedFunction {
  readonly document: SpecDocument<FunctionSpec>;
  readonly input: PlanSchema;
  readonly output: PlanSchema;
  readonly module: { readonly path: string; readonly text: string };
}

export interface LinkedCrosswalk {
  readonly document: SpecDocument<CrosswalkSpec>;
  readonly plan: PlanCrosswalk;
  /** Where each row of the plan stands: in the document, or in a file beside it. */
  readonly rowSpans: readonly Span[];
}

/** How the check program names a schema's type: `contracts_order_2.Order`; generated code imports `Order` from its module. */
export type CheckType = (type: PlanType) => string;
