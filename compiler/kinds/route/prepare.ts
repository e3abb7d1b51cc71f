import type { CheckStatement, CheckUnit } from "../../expressions/check.ts";
import { isExpression } from "../../source/node.ts";
import { listed } from "../../values/words.ts";
import type { SpecDocument } from "../document.ts";
import { keeping } from "../kept.ts";
import type { CheckContext } from "../kind.ts";
import { prepareLatest } from "./latest.ts";
import type { PreparedSequence } from "./sequence/scope.ts";
import { prepareSequence } from "./sequence/sequence.ts";
import { allStepSpecs } from "./sequence/within.ts";
import type { RouteSpec, StepSpec } from "./spec.ts";
import { triggerKinds } from "./triggers/index.ts";
import type { PreparedTrigger, TriggerKind } from "./triggers/kind.ts";

/** A route before its expressions have types. */
export interface PreparedRoute {
  readonly unit: CheckUnit;
  readonly trigger: PreparedTrigger;
  readonly steps: PreparedSequence;
  /** A step answers the caller. */
  readonly responds: boolean;
}

export const routeUnit = (name: string) => `route ${name}`;

const preparedRoutes = new WeakMap<SpecDocument, PreparedRoute>();

/** Reads the trigger and the steps, reporting what can be told without types; then says what the types tell. */
export const routes = keeping(prepareRoute, (prepared, checked) => prepared?.steps.judge(checked));

/** Undefined where link has told why there is nothing to check. */
function prepareRoute(document: SpecDocument<RouteSpec>, context: CheckContext): PreparedRoute | undefined {
  const kind = triggerKind(document, context);
  const trigger = kind?.prepare(document, context.model);
  if (!kind || !trigger) return undefined;
  const responds = hasRespond(document.spec.steps);
  kind.judge?.(document, responds, context);
  const steps = prepareSteps(document, trigger, context);
  const statements = [
    declareMessage(trigger, context),
    ...keys(document),
    ...prepareLatest(document, context),
    ...steps.statements,
  ];
  const prepared = {
    unit: { name: routeUnit(document.metadata.name), statements },
    trigger,
    steps,
    responds,
  };
  preparedRoutes.set(document, prepared);
  return prepared;
}

/** What `prepareRoute` made of it, for the passes after the check. */
export function preparedRoute(document: SpecDocument<RouteSpec>): PreparedRoute | undefined {
  return preparedRoutes.get(document);
}

function triggerKind(document: SpecDocument<RouteSpec>, { reporter }: CheckContext): TriggerKind | undefined {
  const { spec } = document;
  const found = triggerKinds.filter(({ name }) => Object.hasOwn(spec.trigger, name));
  const [kind] = found;
  if (kind && found.length === 1) return kind;
  const names = triggerKinds.map(({ name }) => name);
  reporter.report(
    "WB2316",
    document.keySpan(spec, "trigger"),
    kind
      ? `A route has one trigger, and this one has ${listed(found.map(({ name }) => name))}.`
      : "Nothing starts this route.",
    { help: kind ? "Write a route for each." : `Add one of ${listed(names)}.` },
  );
  return undefined;
}

function prepareSteps(
  document: SpecDocument<RouteSpec>,
  trigger: PreparedTrigger,
  context: CheckContext,
): PreparedSequence {
  const subject = `Route ${document.metadata.name}`;
  return prepareSequence(document.spec.steps, "steps", {
    model: context.model,
    document,
    typeOf: context.typeOf,
    at: context.at,
    region: { of: "route" },
    undoable: new Map(),
    ...(trigger.answer && { answer: trigger.answer }),
    names: new Map(),
    node: (step, key) => document.nodeOf(step, key),
    report: (code, span, message, path, more) =>
      context.reporter.report(code, span, message, { ...more, subject: { document: subject, path } }),
  });
}

function declareMessage({ data, dataType }: PreparedTrigger, context: CheckContext): CheckStatement {
  const type = data ? context.typeOf(data.type) : (dataType ?? "Json");
  const members = [
    "readonly id: string",
    "readonly type: string",
    "readonly source: string",
    "readonly time: Instant",
    "readonly headers: { readonly [name: string]: string | undefined }",
    `readonly data: ${type}`,
  ];
  return { do: "declare", name: "message", type: `{ ${members.join("; ")} }` };
}

function keys(document: SpecDocument<RouteSpec>): readonly CheckStatement[] {
  const { spec } = document;
  return (["key", "lane"] as const).flatMap((key): CheckStatement[] => {
    const node = spec[key] === undefined ? undefined : document.nodeOf(spec, key);
    if (!node || !isExpression(node)) return [];
    return [
      { do: "expression", id: key, node, expected: { type: "string", label: `\`${key}\``, optional: true } },
    ];
  });
}

function hasRespond(steps: readonly StepSpec[]): boolean {
  return allStepSpecs(steps).some((step) => step.respond !== undefined);
}
