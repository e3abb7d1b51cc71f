import type { PlanSchema } from "../../plan/plan.ts";
import { isNull, type YamlNode } from "../../source/node.ts";
import type { SpecDocument } from "../document.ts";
import { parseDuration } from "../duration.ts";
import { jsonValue, type Wanted } from "../json-value.ts";
import type { LinkContext } from "../kind.ts";
import { splitReference } from "../references.ts";
import type { GivenSpec, ScenarioSpec, ThenSpec, WhenSpec } from "./spec.ts";

export interface ReadScenario {
  readonly given: readonly unknown[];
  readonly when: readonly unknown[];
  readonly then: readonly unknown[];
}

export type ReadContext = Pick<LinkContext, "model" | "sources" | "reporter">;

/** A scenario as plain data: its words as in the spec, values as JSON, durations in milliseconds beside their text. */
export function readScenario({ spec }: SpecDocument<ScenarioSpec>, context: ReadContext): ReadScenario {
  return {
    given: (spec.given ?? []).map((given) => readGiven(given, context)),
    when: spec.when.map((when) => readWhen(when, context)),
    // oxlint-disable-next-line unicorn/no-thenable -- the language's own word, in data that nobody awaits
    then: spec.then.map((then) => readThen(then, resultOf(spec, context), context)),
  };
}

function readGiven(given: GivenSpec, context: ReadContext): unknown {
  const answers = given.answers?.map((node) => readAnswer(node, given, context));
  return { ...given, ...(answers && { answers }) };
}

/** `503` is short for `{ status: 503 }`. */
function readAnswer(node: YamlNode, { system, operation }: GivenSpec, context: ReadContext): unknown {
  const output = context.model.systems.get(system ?? "")?.operations.get(operation ?? "")?.output;
  if (node.type === "scalar") return { status: Number(node.text) };
  if (node.type !== "map") return jsonValue(node, undefined, context);
  const answer: Record<string, unknown> = {};
  for (const { key, value } of node.entries) {
    const duration = key.text === "delay" || key.text === "retryAfter" ? durationOf(value) : undefined;
    if (key.text === "delay" && duration !== undefined) answer["delayMs"] = duration;
    // Retry-After is in seconds, also where it is a plain number.
    answer[key.text] =
      key.text === "retryAfter" && duration !== undefined
        ? duration / 1_000
        : jsonValue(value, key.text === "body" ? wanted(output) : undefined, context);
  }
  return answer;
}

function durationOf(node: YamlNode): number | undefined {
  return node.type === "scalar" && /^[0-9.]+(?:ms|s|m|h|d)$/.test(node.text)
    ? parseDuration(node.text)
    : undefined;
}

function readWhen(when: WhenSpec, context: ReadContext): unknown {
  const { body, with: given, advance } = when;
  const mapping = when.mapping === undefined ? undefined : context.model.mappings.get(when.mapping);
  const sources = Object.entries(given ?? {}).map(([name, node]) => {
    const schema = mapping?.from.find((from) => from.name === name)?.schema;
    return [name, jsonValue(node, wanted(schema), context)] as const;
  });
  return {
    ...when,
    ...(body && { body: jsonValue(body, wanted(sentBody(when, context)), context) }),
    ...(given && { with: Object.fromEntries(sources) }),
    ...(advance !== undefined && { advanceMs: parseDuration(advance) }),
  };
}

function sentBody({ webhook, http, event }: WhenSpec, { model }: ReadContext): PlanSchema | undefined {
  if (event !== undefined) return model.contracts.get(event)?.schema;
  if (webhook !== undefined) {
    const split = splitReference(webhook);
    return split && model.systems.get(split.owner)?.webhooks.get(split.member)?.payload;
  }
  if (event !== undefined) return model.contracts.get(event)?.schema;
  const route = [...model.routes.values()].find(({ spec }) => {
    const trigger = spec.trigger.http;
    return trigger && http === `${trigger.method} ${trigger.path}`;
  });
  return model.contracts.get(route?.spec.trigger.http?.request ?? "")?.schema;
}

/** What the last mapping that is tried makes. */
function resultOf({ when }: ScenarioSpec, { model }: ReadContext): PlanSchema | undefined {
  const tried = when.findLast(({ mapping }) => mapping !== undefined)?.mapping;
  return model.mappings.get(tried ?? "")?.to;
}

function readThen(then: ThenSpec, made: PlanSchema | undefined, context: ReadContext): unknown {
  const { body, data, result } = then;
  return {
    ...then,
    ...(body && { body: jsonValue(body, wanted(calledBody(then, context)), context) }),
    ...(data && {
      data: jsonValue(data, wanted(context.model.contracts.get(then.published ?? "")?.schema), context),
    }),
    ...(result && { result: isNull(result) ? null : jsonValue(result, wanted(made), context) }),
  };
}

function calledBody({ called }: ThenSpec, { model }: ReadContext): PlanSchema | undefined {
  const split = called === undefined ? undefined : splitReference(called);
  return split && model.systems.get(split.owner)?.operations.get(split.member)?.body;
}

export function wanted(schema: PlanSchema | undefined): Wanted | undefined {
  return schema && { shape: { kind: "reference", name: schema.set.root }, set: schema.set };
}
