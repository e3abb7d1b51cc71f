import type { Model } from "../../model/model.ts";
import type { Span } from "../../source/source.ts";
import type { SpecDocument } from "../document.ts";
import type { LinkContext } from "../kind.ts";
import { findOperation, findWebhook } from "../references.ts";
import { allStepSpecs, undoOf } from "../route/sequence/within.ts";
import type { RouteSpec, StepSpec } from "../route/spec.ts";
import { checkAnswer } from "./answers.ts";
import { readScenario } from "./read.ts";
import type { DecisionSpec, GivenSpec, ScenarioSpec, ThenSpec, WhenSpec } from "./spec.ts";

/** One check for all three parts: a line says one thing. */
const whenWords = ["webhook", "http", "event", "mapping", "advance", "approve", "redrive"] as const;
const thenWords = [
  "called",
  "published",
  "result",
  "fails",
  "run",
  "waiting",
  "compensated",
  "deadLetter",
  "answered",
] as const;
const givenWords = ["time", "system"] as const;

export function linkScenarios(documents: readonly SpecDocument[], context: LinkContext): Partial<Model> {
  // The kind's schema has checked the specs.
  const scenarios = documents as readonly SpecDocument<ScenarioSpec>[];
  for (const document of scenarios) {
    const { given = [], when, then } = document.spec;
    for (const line of given) checkGiven(document, line, context);
    for (const line of when) checkWhen(document, line, context);
    for (const line of then) checkThen(document, line, context);
    readScenario(document, context);
  }
  return { scenarios };
}

function checkGiven(document: SpecDocument<ScenarioSpec>, given: GivenSpec, context: LinkContext): void {
  oneOf(document, given, givenWords, context);
  if (given.system === undefined) return;
  if (given.answers === undefined) {
    context.reporter.report(
      "WB2701",
      document.spanOf(given),
      `It is not said how "${given.system}" answers.`,
      { help: "Add `answers: [503]`." },
    );
  }
  for (const answer of given.answers ?? []) checkAnswer(answer, context.reporter);
  const span = document.spanOf(given, "system");
  if (!context.names.find("System", given.system, span) || given.operation === undefined) return;
  const system = context.model.systems.get(given.system);
  const { operations = {}, openapi } = system?.document.spec ?? {};
  // An operation that could not be read is told where it is written.
  const written =
    system?.operations.has(given.operation) ||
    Object.hasOwn(operations, given.operation) ||
    openapi?.operations.includes(given.operation);
  if (!system || written) return;
  context.names.unknown(
    `operation of system "${given.system}"`,
    given.operation,
    system.operations.keys(),
    document.spanOf(given, "operation"),
  );
}

function checkWhen(document: SpecDocument<ScenarioSpec>, when: WhenSpec, context: LinkContext): void {
  oneOf(document, when, whenWords, context);
  const span = (key: keyof WhenSpec): Span => document.spanOf(when, key);
  if (when.webhook !== undefined) findWebhook(when.webhook, span("webhook"), context);
  if (when.event !== undefined) context.names.find("Contract", when.event, span("event"));
  if (when.redrive !== undefined) context.names.find("Route", when.redrive, span("redrive"));
  if (when.approve) checkDecision(document, when.approve, context);
  if (when.mapping === undefined || !context.names.find("Mapping", when.mapping, span("mapping"))) return;
  const mapping = context.model.mappings.get(when.mapping);
  if (!mapping) return;
  const names = mapping.from.map(({ name }) => name);
  const given = when.with ?? {};
  for (const name of Object.keys(given)) {
    if (!names.includes(name))
      context.names.unknown(
        `\`from\` of mapping "${when.mapping}"`,
        name,
        names,
        document.keySpan(given, name),
      );
  }
  const missing = names.filter((name) => !Object.hasOwn(given, name));
  if (missing.length === 0) return;
  context.reporter.report(
    "WB2701",
    document.spanOf(when),
    `Mapping "${when.mapping}" is not given ${missing.map((name) => `\`${name}\``).join(" and ")}.`,
    {
      help: `Add \`with: { ${missing.map((name) => `${name}: …`).join(", ")} }\`.`,
    },
  );
}

function checkThen(document: SpecDocument<ScenarioSpec>, then: ThenSpec, context: LinkContext): void {
  oneOf(document, then, thenWords, context);
  const span = (key: keyof ThenSpec): Span => document.spanOf(then, key);
  if (then.called !== undefined) findOperation(then.called, span("called"), context);
  if (then.published !== undefined) context.names.find("Contract", then.published, span("published"));
  if (then.run !== undefined) context.names.find("Route", then.run, span("run"));
  if (then.waiting !== undefined) checkSteps(document, then, then.waiting, "waiting", context);
  if (then.compensated !== undefined) checkSteps(document, then, then.compensated, "compensated", context);
  if (then.deadLetter !== undefined) context.names.find("Route", then.deadLetter, span("deadLetter"));
}

function checkDecision(
  document: SpecDocument<ScenarioSpec>,
  approve: DecisionSpec,
  context: LinkContext,
): void {
  const { route, step, role } = approve;
  const known =
    route === undefined ? undefined : findRoute(route, document.spanOf(approve, "route"), context);
  if (route !== undefined && !known) return;
  const asked = approvalsOf(known ? [known] : [...context.model.routes.values()]);
  // Perhaps the route that asks is broken; if not, the scenario itself fails.
  if (asked.length === 0) return;
  if (step !== undefined && !asked.some(({ name }) => name === step))
    context.names.unknown(
      "step that waits for a person",
      step,
      asked.flatMap(({ name }) => name ?? []),
      document.spanOf(approve, "step"),
    );
  if (role !== undefined && !asked.some((each) => each.approve?.role === role))
    context.names.unknown(
      "role that approves something",
      role,
      asked.flatMap((each) => each.approve?.role ?? []),
      document.spanOf(approve, "role"),
    );
}

function approvalsOf(routes: readonly SpecDocument<RouteSpec>[]): readonly StepSpec[] {
  return routes.flatMap(({ spec }) => allStepSpecs(spec.steps).filter(({ approve }) => approve));
}

/** Undefined where it is broken or unknown, which is reported. */
function findRoute(route: string, span: Span, context: LinkContext): SpecDocument<RouteSpec> | undefined {
  return context.names.find<RouteSpec>("Route", route, span);
}

/** The steps that a line about a route names. */
function checkSteps(
  document: SpecDocument<ScenarioSpec>,
  then: ThenSpec,
  name: string,
  word: "waiting" | "compensated",
  context: LinkContext,
): void {
  const route = findRoute(name, document.spanOf(then, word), context);
  if (!route) return;
  const all = allStepSpecs(route.spec.steps);
  const known = (word === "waiting" ? all : all.filter((step) => undoOf(step)?.call !== undefined)).flatMap(
    (step) => step.name ?? [],
  );
  const what = word === "waiting" ? `step of route "${name}"` : `call of route "${name}" that can be undone`;
  if (then.step !== undefined && !known.includes(then.step))
    context.names.unknown(what, then.step, known, document.spanOf(then, "step"));
  for (const [index, step] of (then.steps ?? []).entries())
    if (!known.includes(step.replaceAll(/\[\d+\]/g, "")))
      context.names.unknown(what, step, known, document.spanOf(then.steps ?? [], index));
}

function oneOf(
  document: SpecDocument<ScenarioSpec>,
  line: object,
  words: readonly string[],
  context: LinkContext,
): void {
  const said = words.filter((word) => Object.hasOwn(line, word));
  if (said.length === 1) return;
  const message =
    said.length === 0
      ? "This line of the scenario says nothing that happens or holds."
      : `This line of the scenario says ${said.join(" and ")} at once.`;
  context.reporter.report("WB2701", document.spanOf(line), message, {
    help: `Say exactly one of ${words.map((word) => `\`${word}\``).join(", ")}${said.length > 1 ? "; give the others lines of their own" : ""}.`,
  });
}
