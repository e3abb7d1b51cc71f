import type { SpecDocument } from "../kinds/document.ts";
import { splitReference } from "../kinds/references.ts";
import { kindOf } from "../kinds/route/sequence/kind-of.ts";
import { type InnerSteps, innerSteps } from "../kinds/route/sequence/within.ts";
import type { RouteSpec, StepSpec } from "../kinds/route/spec.ts";
import type { LinkedOperation, LinkedSystem, Model } from "../model/model.ts";
import { type EffectivePolicy, effectivePolicy } from "./effective-policy.ts";

/** A route's steps as a tree, with what each does resolved: the policy it follows, and the operations that a call comes to. */
export interface RouteWalk {
  readonly route: SpecDocument<RouteSpec>;
  readonly steps: readonly WalkedStep[];
  /** All of them, those of branches included, in the order of the text. */
  readonly all: readonly WalkedStep[];
}

export interface WalkedStep {
  readonly route: SpecDocument<RouteSpec>;
  readonly spec: StepSpec;
  /** `call`, `each`, …; empty where the step says none or several, which is reported. */
  readonly kind: string;
  /** As a waiver says it: `steps.posting`. */
  readonly path: string;
  /** Its place in the order of the text. */
  readonly order: number;
  /** The step it stands in, and in which of its lists. */
  readonly parent?: { readonly step: WalkedStep; readonly in: InnerSteps["in"]; readonly at: string };
  /** Steps of its own list, itself included. */
  readonly siblings: readonly WalkedStep[];
  readonly inner: readonly {
    readonly in: InnerSteps["in"];
    readonly at: string;
    readonly steps: readonly WalkedStep[];
  }[];
  /** Undefined where the one it names is not there. */
  readonly policy: EffectivePolicy | undefined;
  /** Of a call. */
  readonly targets: readonly CallTarget[];
}

/** What a call may come to: an operation, or a provider's route within the same run. */
export type CallTarget = OperationTarget | RouteTarget;

interface Provided {
  /** Where a capability decides: which, and whether this one serves whoever no condition names. */
  readonly provider?: { readonly capability: string; readonly name: string; readonly rest: boolean };
}

export interface OperationTarget extends Provided {
  readonly kind: "operation";
  readonly system: LinkedSystem;
  readonly name: string;
  readonly operation: LinkedOperation;
}

export interface RouteTarget extends Provided {
  readonly kind: "route";
  readonly walk: RouteWalk;
}

interface Known {
  readonly model: Model;
  readonly walk: RouteWalk;
}

const walked = new WeakMap<SpecDocument, Known>();

/** The walk of a route, made once for a model: an unchanged route may call what has changed. */
export function walkRoute(route: SpecDocument<RouteSpec>, model: Model): RouteWalk {
  return walkWithin(route, model, []);
}

/** `within` are the routes that lead here by capabilities, which a circle would never leave. */
function walkWithin(
  route: SpecDocument<RouteSpec>,
  model: Model,
  within: readonly SpecDocument<RouteSpec>[],
): RouteWalk {
  const known = walked.get(route);
  if (known?.model === model) return known.walk;
  const all: WalkedStep[] = [];
  const steps = walkSteps(route.spec.steps, undefined, { route, model, within: [...within, route], all });
  const walk = { route, steps, all };
  walked.set(route, { model, walk });
  return walk;
}

interface Walking {
  readonly route: SpecDocument<RouteSpec>;
  readonly model: Model;
  readonly within: readonly SpecDocument<RouteSpec>[];
  readonly all: WalkedStep[];
}

function walkSteps(
  specs: readonly StepSpec[],
  parent: WalkedStep["parent"],
  walking: Walking,
): readonly WalkedStep[] {
  const siblings: WalkedStep[] = [];
  const prefix = parent ? `${parent.step.path}.${parent.at}` : "steps";
  for (const [index, spec] of specs.entries()) {
    const inner: { in: InnerSteps["in"]; at: string; steps: readonly WalkedStep[] }[] = [];
    const kind = kindOf(spec)?.name ?? "";
    const step: WalkedStep = {
      route: walking.route,
      spec,
      kind,
      path: spec.name === undefined ? `${prefix}[${index}]` : `steps.${spec.name}`,
      order: walking.all.length,
      ...(parent && { parent }),
      siblings,
      inner,
      policy: effectivePolicy(walking.route, spec, walking.model),
      targets: kind === "call" ? targetsOf(spec.call ?? "", walking) : [],
    };
    walking.all.push(step);
    siblings.push(step);
    for (const list of innerSteps(spec))
      inner.push({
        in: list.in,
        at: list.at,
        steps: walkSteps(list.steps, { step, in: list.in, at: list.at }, walking),
      });
  }
  return siblings;
}

/** All that `sap.createSalesOrder` or `sales-orders.create` may come to. */
export function targetsOf(
  call: string,
  { model, within }: Pick<Walking, "model" | "within">,
): readonly CallTarget[] {
  const split = splitReference(call);
  if (!split) return [];
  const capability = model.capabilities.get(split.owner)?.spec;
  if (!capability) return operationTarget(call, model);
  return capability.rollout.flatMap(({ to, when }): readonly CallTarget[] => {
    const way = capability.providers[to]?.[split.member];
    const provider = { capability: split.owner, name: to, rest: when === undefined };
    if (way?.call !== undefined)
      return operationTarget(way.call, model).map((target) => ({ ...target, provider }));
    const route = way?.route === undefined ? undefined : model.routes.get(way.route);
    if (!route || within.includes(route)) return [];
    return [{ kind: "route", walk: walkWithin(route, model, within), provider }];
  });
}

function operationTarget(reference: string, model: Model): readonly OperationTarget[] {
  const split = splitReference(reference);
  const system = split && model.systems.get(split.owner);
  const operation = split && system?.operations.get(split.member);
  return system && operation ? [{ kind: "operation", system, name: split.member, operation }] : [];
}

/** Operations that a call may come to, those of providers' routes included, each with the step that makes the attempt. */
export function operationsOf(
  step: WalkedStep,
): readonly { readonly step: WalkedStep; readonly target: OperationTarget }[] {
  return step.targets.flatMap((target) =>
    target.kind === "operation"
      ? [{ step, target }]
      : target.walk.all.flatMap((inner) => operationsOf(inner)),
  );
}

/** `sap.createSalesOrder`. */
export function operationName({ system, name }: OperationTarget): string {
  return `${system.document.metadata.name}.${name}`;
}

/** The steps around it, the nearest first. */
export function ancestors(step: WalkedStep): readonly NonNullable<WalkedStep["parent"]>[] {
  return step.parent ? [step.parent, ...ancestors(step.parent.step)] : [];
}

/** These and all within them, at any depth, in the order of the text. */
export function stepsWithin(steps: readonly WalkedStep[]): readonly WalkedStep[] {
  return steps.flatMap((step) => [step, ...step.inner.flatMap((inner) => stepsWithin(inner.steps))]);
}

/** What may have been done before it: steps before it in its list and in the lists around it, and what stands within those. */
export function stepsBefore(step: WalkedStep): readonly WalkedStep[] {
  const here = step.siblings.slice(0, step.siblings.indexOf(step)).flatMap(doneWithin);
  return step.parent ? [...stepsBefore(step.parent.step), ...around(step.parent), ...here] : here;
}

/** A step with those within it; a branch that ends the run leads nowhere. */
function doneWithin(step: WalkedStep): readonly WalkedStep[] {
  const goingOn = step.inner.filter(({ steps }) => !steps.some(endsAlways));
  return [step, ...goingOn.flatMap(({ steps }) => steps.flatMap(doneWithin))];
}

function endsAlways({ kind, spec }: WalkedStep): boolean {
  return (kind === "end" || kind === "fail") && spec.when === undefined;
}

/** A branch of a failure or a decision follows on the step itself. */
function around({ step, in: list }: NonNullable<WalkedStep["parent"]>): readonly WalkedStep[] {
  return list === "onFailure" || list === "onReject" || list === "onExpiry" ? [step] : [];
}
