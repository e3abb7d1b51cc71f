import type { Plan, PlanExpression, PlanRoute } from "../plan/plan.ts";
import { allSteps, innerPlans } from "../plan/planned-step.ts";
import type { PlanStep } from "../plan/step.ts";
import { textLiteral } from "../spelling/literal.ts";
import { type Layout } from "./layout/document.ts";
import {
  array,
  arrow,
  block,
  exported,
  object,
  type PropertyLayout,
  usedParameters,
} from "./layout/syntax.ts";
import { GeneratedModule } from "./module.ts";
import { graphLayout } from "./route-graph.ts";
import { emitSteps } from "./steps/sequence.ts";
import type { StepContext } from "./steps/step.ts";
import { eventLayout } from "./steps/wait.ts";
import type { Symbols } from "./symbols.ts";
import { dataWithoutSchema, triggerLayout } from "./triggers/index.ts";

/** A route: its trigger, keys and steps as one function of the message. */
export function routeModule(route: PlanRoute, symbols: Symbols, plan: Plan): GeneratedModule {
  const symbol = symbols.route(route.name);
  const { steps, trigger } = route;
  const module = new GeneratedModule(
    symbol.module,
    [route.at.file],
    [symbol.name, "message", "failure", "event", ...steps.flatMap(localsOf)],
    symbols,
  );
  const run = module.scope.declare("run");
  const data = route.data === undefined ? dataWithoutSchema(trigger, module) : module.type(route.data);
  const statements = body(steps, { module, symbols, run, steps: emitSteps });
  const properties: (PropertyLayout | Layout)[] = [
    { key: "name", value: textLiteral(route.name) },
    { key: "at", value: module.location(route.at) },
    ...(route.class === undefined ? [] : [{ key: "class", value: textLiteral(route.class) }]),
    ...(route.criticality === undefined
      ? []
      : [{ key: "criticality", value: textLiteral(route.criticality) }]),
    { key: "trigger", value: triggerLayout(trigger, module, symbols) },
    { key: "policy", value: module.use(symbols.policy(route.policy)) },
    ...ofMessage("key", route.key, module),
    ...ofMessage("lane", route.lane, module),
    ...ofMessage("latest", route.latest, module),
    { key: "graph", value: graphLayout(steps, symbols, plan) },
    ...awaited(steps, { module, symbols }),
    [`async run(${usedParameters([run, "message"], statements).join(", ")}) `, block(statements)],
  ];
  module.add(exported(symbol.name, `${module.runtimeType("Route")}<${data}>`, object(properties, true)));
  return module;
}

/** `awaits: [{ type: "order-paid@1", contract: orderPaid1 }]`: what the service is to take from outside for its waits. */
function awaited(
  steps: readonly PlanStep[],
  context: Pick<StepContext, "module" | "symbols">,
): PropertyLayout[] {
  const events = new Map(
    allSteps(steps).flatMap((step) =>
      step.kind === "wait" && step.event ? [[step.event.contract, step.event]] : [],
    ),
  );
  if (events.size === 0) return [];
  return [{ key: "awaits", value: array([...events.values()].map((event) => eventLayout(event, context))) }];
}

function body(steps: readonly PlanStep[], context: StepContext): Layout[] {
  const statements = emitSteps(steps, context);
  return steps.at(-1)?.ends === true ? statements : [...statements, `return ${context.run}.end("done");`];
}

/** A function of the message: `key: (message) => message.id`. */
function ofMessage(
  key: string,
  expression: PlanExpression | undefined,
  module: GeneratedModule,
): PropertyLayout[] {
  return expression === undefined ? [] : [{ key, value: arrow(["message"], module.expression(expression)) }];
}

/** Every name that the steps bind: imports give way to them. */
function localsOf(step: PlanStep): string[] {
  const items = step.kind === "each" ? [step.as, ...(step.index === undefined ? [] : [step.index])] : [];
  return [step.name, ...items, ...innerPlans(step).flatMap((steps) => steps.flatMap(localsOf))];
}
