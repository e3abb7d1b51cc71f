import type { Json } from "../contract/json.ts";
import type { SimulatedOperation } from "../contract/system.ts";
import { criteriaOf, isKnownBy, satisfies } from "./criteria.ts";
import type { SimulatedRequest, StoredObject } from "./data.ts";
import { at, echo, type Fields, isFields, numbered, placeOf, put } from "./entity.ts";
import { collectionOf, type MatchedOperation } from "./operations.ts";
import type { Change, SystemState } from "./state.ts";

/** What an operation does: its answer, and how it changes the state. Pure: the changes are applied by who decides on faults. */
export interface Outcome {
  readonly status: number;
  readonly body?: Json;
  readonly changes: readonly Change[];
}

export function outcomeOf(
  matched: MatchedOperation,
  operations: readonly SimulatedOperation[],
  state: SystemState,
  request: SimulatedRequest,
  body: Json,
): Outcome {
  if (matched.operation.method === "GET" || matched.operation.method === "HEAD")
    return find(matched, operations, state, request);
  const [, reference] = lastParameter(matched);
  const index =
    reference === undefined
      ? -1
      : state.objects.findIndex(
          (object) =>
            object !== null && isOf(object, matched.operation, operations) && isKnownBy(object, reference),
        );
  return index < 0 ? create(matched, state, body) : change(matched, state, index, body);
}

/** A created thing: the example with what was sent and a number of its own. */
function create({ operation, parameters }: MatchedOperation, state: SystemState, body: Json): Outcome {
  const { status, example } = success(operation);
  const sent = isFields(body) ? (at(body, placeOf(body, "object") ?? []) as Fields) : {}; // placeOf of fields leads to fields
  const place = placeOf(example, "object");
  const shown = place === undefined ? undefined : at(example, place);
  const entity = isFields(shown)
    ? numbered(echo(shown, sent) as Fields, sent, operation.path, state.next())
    : {}; // an echo keeps the example's form
  const object: StoredObject = {
    operation: operation.name,
    entity,
    fields: { ...parameters, ...sent, ...entity },
  };
  const answer = place === undefined ? example : put(example, place, entity);
  return {
    status,
    ...(answer === undefined ? {} : { body: answer }),
    changes: [{ kind: "created", object }],
  };
}

function change({ operation }: MatchedOperation, state: SystemState, index: number, body: Json): Outcome {
  const { status, example } = success(operation);
  const before = state.objects[index];
  if (!before) return { status: 404, changes: [] };
  if (operation.method === "DELETE")
    return {
      status,
      ...(example === undefined ? {} : { body: example }),
      changes: [{ kind: "changed", index, object: null }],
    };
  const sent = isFields(body) ? (at(body, placeOf(body, "object") ?? []) as Fields) : {}; // as above
  const entity = echo(before.entity, sent) as Fields; // an echo keeps its first argument's form
  const place = placeOf(example, "object");
  const shown =
    place === undefined ? example : put(example, place, echo(echo(at(example, place) ?? {}, sent), entity));
  return {
    status,
    ...(shown === undefined ? {} : { body: shown }),
    changes: [
      { kind: "changed", index, object: { ...before, entity, fields: { ...before.fields, ...sent } } },
    ],
  };
}

/** A read: one by its path, or those its query asks for. Where nothing can be created, the examples are the data. */
function find(
  matched: MatchedOperation,
  operations: readonly SimulatedOperation[],
  state: SystemState,
  request: SimulatedRequest,
): Outcome {
  const { operation } = matched;
  const { status, example } = success(operation);
  const answered = (body: Json | undefined): Outcome => ({
    status,
    ...(body === undefined ? {} : { body }),
    changes: [],
  });
  if (!operations.some((other) => creates(other, operation)))
    return answered(withParameters(example, matched));
  const criteria = criteriaOf(request.query, operation.query);
  const found = state.objects.filter(
    (object): object is StoredObject =>
      object !== null && isOf(object, operation, operations) && satisfies(object, criteria),
  );
  const [, reference] = lastParameter(matched);
  const list = placeOf(example, "list");
  if (reference !== undefined || list === undefined || example === undefined) {
    const one = found.find((object) => reference === undefined || isKnownBy(object, reference));
    return one
      ? answered(
          put(
            example,
            placeOf(example, "object") ?? [],
            formed(at(example, placeOf(example, "object") ?? []), one),
          ),
        )
      : { status: 404, body: notFound(), changes: [] };
  }
  const items = at(example, list);
  const first = Array.isArray(items) ? (items[0] as Json | undefined) : undefined; // an array of JSON
  return answered(
    put(
      example,
      list,
      found.map((object) => formed(first, object)),
    ),
  );
}

/** The object as this operation shows it: what was created, and of the example what creating did not say. */
function formed(example: Json | undefined, { entity, fields }: StoredObject): Json {
  if (!isFields(example)) return entity;
  return { ...(echo(example, fields) as Fields), ...entity }; // an echo keeps the example's form
}

function withParameters(example: Json | undefined, { parameters }: MatchedOperation): Json | undefined {
  const place = placeOf(example, "object");
  if (example === undefined || place === undefined) return example;
  return put(example, place, echo(at(example, place) ?? {}, parameters));
}

/** Whether the first operation makes what the second shows. */
function creates(one: SimulatedOperation, other: SimulatedOperation): boolean {
  if (one.system !== other.system || one.method === "GET" || one.method === "HEAD") return false;
  return (
    one.creates?.foundBy === other.name ||
    (one.method === "POST" && collectionOf(one.path) === collectionOf(other.path) && !one.path.includes("{"))
  );
}

function isOf(
  object: StoredObject,
  operation: SimulatedOperation,
  operations: readonly SimulatedOperation[],
): boolean {
  const maker = operations.find(({ name }) => name === object.operation);
  return (
    maker !== undefined &&
    (creates(maker, operation) || collectionOf(maker.path) === collectionOf(operation.path))
  );
}

function lastParameter({
  parameters,
}: MatchedOperation): readonly [string, string] | readonly [undefined, undefined] {
  return Object.entries(parameters).at(-1) ?? [undefined, undefined];
}

/** The first success an operation declares, with its first example. */
export function success(operation: SimulatedOperation): {
  readonly status: number;
  readonly example: Json | undefined;
} {
  const declared = Object.entries(operation.responses).toSorted(([a], [b]) => Number(a) - Number(b));
  const [status, response] = declared.find(([code]) => code.startsWith("2")) ?? ["200", {}];
  return { status: Number(status), example: response.examples?.[0] };
}

function notFound(): Json {
  return { type: "about:blank", title: "Not found", status: 404 };
}
