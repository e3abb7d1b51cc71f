import { eventsOf } from "../../../../analysis/events.ts";
import type { SpecDocument } from "../../../../kinds/document.ts";
import { allStepSpecs, undoOf } from "../../../../kinds/route/sequence/within.ts";
import type { RouteSpec, StepSpec } from "../../../../kinds/route/spec.ts";
import type { Model } from "../../../../model/model.ts";
import type { Span } from "../../../../source/source.ts";
import type { Rule } from "../../rule.ts";

/**
 * Routes that start each other go round: each message makes another. Where something on the way is asked for, it may end; where
 * nothing is, it never does.
 */
export const routeCircle: Rule = {
  name: "route-circle",
  codes: ["WB3707"],
  looksAround: true,
  check(model, reporter) {
    const hops = hopsOf(model);
    for (const circle of circlesIn(hops)) {
      const [first] = circle;
      if (!first) continue;
      const endless = circle.every(({ always }) => always);
      const way = circle.map(({ from, by }) => `"${from}" ${by}`).join(", which starts ");
      reporter.report(
        "WB3707",
        first.span,
        `Routes go round in a circle: ${way}, which starts "${first.from}" again.${endless ? " Nothing on the way asks whether to go on, so the first message never ends." : ""}`,
        {
          severity: endless ? "error" : "warning",
          help: endless
            ? "Let one of the steps be done only `when` it is needed, or break the circle."
            : "Break the circle. If its conditions are sure to end it, waive this with the reason.",
          related: circle
            .slice(1)
            .map(({ from, span }) => ({ message: `Route "${from}" goes on here.`, span })),
        },
      );
    }
  },
};

/** One route starts another. */
interface Hop {
  readonly from: string;
  readonly to: string;
  readonly by: string;
  readonly span: Span;
  /** It is done in every run. */
  readonly always: boolean;
}

function hopsOf(model: Model): ReadonlyMap<string, readonly Hop[]> {
  const startedBy = new Map<string, string[]>();
  for (const route of model.routes.values())
    for (const key of startsOf(route))
      startedBy.set(key, [...(startedBy.get(key) ?? []), route.metadata.name]);
  const hops = new Map<string, readonly Hop[]>();
  if (startedBy.size === 0) return hops;
  for (const route of model.routes.values()) {
    const from = route.metadata.name;
    const sure = sureSteps(route.spec.steps);
    const own = [...doneBy(route)].flatMap(({ key, by, span }) =>
      (startedBy.get(key) ?? []).map((to) => ({
        from,
        to,
        by,
        span,
        always: sure.some((step) => doesItself(step, span, route)),
      })),
    );
    hops.set(from, own);
  }
  return hops;
}

function startsOf({ spec }: SpecDocument<RouteSpec>): readonly string[] {
  const { event, capability } = spec.trigger;
  return [
    ...(event === undefined ? [] : [`event ${event.of}`]),
    ...(capability === undefined ? [] : [`call ${capability}`]),
  ];
}

function* doneBy(
  route: SpecDocument<RouteSpec>,
): Iterable<{ readonly key: string; readonly by: string; readonly span: Span }> {
  for (const { name, span } of eventsOf(route).published)
    yield { key: `event ${name}`, by: `publishes ${name}`, span };
  for (const { call, span } of callsOf(route)) yield { key: `call ${call}`, by: `calls ${call}`, span };
}

function callsOf(route: SpecDocument<RouteSpec>): readonly { readonly call: string; readonly span: Span }[] {
  return allStepSpecs(route.spec.steps)
    .flatMap((step) => [step, undoOf(step)])
    .flatMap((place) =>
      place?.call === undefined ? [] : [{ call: place.call, span: route.spanOf(place, "call") }],
    );
}

/** The steps that every run comes to: without a condition, and before anything that may end the run. */
function sureSteps(steps: readonly StepSpec[]): readonly StepSpec[] {
  const sure: StepSpec[] = [];
  for (const step of steps) {
    if (step.when === undefined && step.choose === undefined && step.each === undefined) {
      if (step.parallel) for (const branch of step.parallel) sure.push(...sureSteps(branch.steps));
      else sure.push(step);
    }
    if (
      /"(?:end|fail)":/.test(JSON.stringify(step, (_, value: unknown) => (isNode(value) ? undefined : value)))
    )
      break;
  }
  return sure;
}

/** What a step does only when something went otherwise than it should. */
const otherwise = ["compensate", "onExpiry", "onFailure", "onReject"] as const;

function doesItself(step: StepSpec, span: Span, route: SpecDocument<RouteSpec>): boolean {
  return (
    contains(route.spanOf(step), span) &&
    !otherwise.some((key) => step[key] !== undefined && contains(route.nodeOf(step, key).span, span))
  );
}

/** A value that is kept as its YAML. */
function isNode(value: unknown): boolean {
  return typeof value === "object" && value !== null && "span" in value;
}

function contains(outer: Span, inner: Span): boolean {
  return outer.file === inner.file && outer.start <= inner.start && inner.end <= outer.end;
}

/** Each circle once, beginning with its first route by name. */
function circlesIn(hops: ReadonlyMap<string, readonly Hop[]>): readonly (readonly Hop[])[] {
  const found: (readonly Hop[])[] = [];
  const done = new Set<string>();
  const visit = (name: string, way: readonly Hop[]): void => {
    const at = way.findIndex(({ from }) => from === name);
    if (at >= 0) {
      found.push(way.slice(at));
      return;
    }
    if (done.has(name)) return;
    for (const hop of hops.get(name) ?? []) visit(hop.to, [...way, hop]);
    done.add(name);
  };
  for (const name of [...hops.keys()].sort()) visit(name, []);
  return found;
}
