import type { Json } from "../contract/json.ts";
import type { SimulatedOperation } from "../contract/system.ts";
import { parseJson, stringifyJson } from "../library/json.ts";
import { bodyFormats } from "../systems/body.ts";
import type { Clock } from "../systems/system-clock.ts";
import { accessAnswer } from "./access.ts";
import { outcomeOf } from "./answer.ts";
import type { Fault, ReceivedCall, SimulatedRequest, SimulatedResponse, SimulationData } from "./data.ts";
import { addFault, takeFault } from "./faults.ts";
import { readForm } from "./form.ts";
import { type MatchedOperation, matchOperation } from "./operations.ts";
import { jsonResponse, problemResponse } from "./response.ts";
import { type ActiveFault, createState, type SystemState } from "./state.ts";
import { type Check, createCheck, isText } from "./validate.ts";

export interface SimulatorOptions {
  /** A scenario's is virtual. */
  readonly clock: Clock;
  /** Where what it knows is kept; without one, in memory. */
  readonly folder?: string;
}

/**
 * Systems that answer by schema and examples, keep what they were given, and fail when told to. Needs no socket: `handle` is all
 * there is, and the server and scenarios both call it.
 *
 * Invariants:
 * 1. Every call to an operation is in `received`, in the order it came, also one that was refused or never answered.
 * 2. `effect` is true exactly where state was changed.
 * 3. A fault takes the place of an answer before or after the effect, never in the middle of it.
 */
export interface Simulator {
  readonly systems: readonly string[];
  handle(system: string, request: SimulatedRequest): Promise<SimulatedResponse>;
  /** The names of a system's operations. */
  operations(system: string): readonly string[];
  received(system: string): readonly ReceivedCall[];
  fail(system: string, fault: Fault): void;
  heal(system: string): void;
  forget(system: string): void;
}

export function createSimulator(data: SimulationData, options: SimulatorOptions): Simulator {
  const { clock } = options;
  const check = createCheck();
  const names = new Set([
    ...data.operations.map(({ system }) => system),
    ...(data.systems ?? []).map(({ name }) => name),
    ...(data.webhooks ?? []).map(({ system }) => system),
  ]);
  const systems = new Map(
    [...names].map((name) => [
      name,
      {
        state: createState(name, options.folder),
        operations: data.operations.filter(({ system }) => system === name),
        access: data.systems?.find((each) => each.name === name),
      },
    ]),
  );
  const stateOf = (name: string) => systems.get(name)?.state;

  return {
    systems: [...names],
    async handle(name, request) {
      const system = systems.get(name);
      if (!system) return problemResponse(404, `There is no simulated system ${name}`, []);
      const access = accessAnswer(system.access, request);
      if (access && access.status === 200) return access;
      const matched = matchOperation(system.operations, request);
      const body = await bodyOf(matched?.operation, request);
      const { response, effect } = access
        ? { response: access, effect: false }
        : await answer(matched, { ...system, check, clock }, request, body);
      system.state.apply({
        kind: "called",
        call: received(matched, request, body, response, effect, clock.now()),
      });
      return response;
    },
    operations: (name) => systems.get(name)?.operations.map((operation) => operation.name) ?? [],
    received: (name) => stateOf(name)?.calls ?? [],
    fail(name, fault) {
      const state = stateOf(name);
      if (state) addFault(state, fault, clock);
    },
    heal(name) {
      const state = stateOf(name);
      if (state) state.faults = [];
    },
    forget: (name) => stateOf(name)?.forget(),
  };
}

interface Working {
  readonly state: SystemState;
  readonly operations: readonly SimulatedOperation[];
  readonly check: Check;
  readonly clock: Clock;
}

type Worked = { readonly response: SimulatedResponse; readonly effect: boolean };

async function answer(
  matched: MatchedOperation | undefined,
  working: Working,
  request: SimulatedRequest,
  body: Json,
): Promise<Worked> {
  if (!matched)
    return {
      response: problemResponse(404, `No operation ${request.method} ${request.path}`, []),
      effect: false,
    };
  const fault = takeFault(working.state, matched.operation.name, working.clock);
  if (fault?.kind === "delay" && fault.delayMs) await working.clock.sleep(fault.delayMs);
  if (fault && fault.kind !== "delay" && fault.effect !== "after")
    return { response: faulty(fault), effect: false };
  const worked = await perform(matched, working, request, body);
  return fault && fault.kind !== "delay" ? { response: faulty(fault), effect: worked.effect } : worked;
}

async function perform(
  matched: MatchedOperation,
  { state, operations, check }: Working,
  request: SimulatedRequest,
  body: Json,
): Promise<Worked> {
  const { operation } = matched;
  // A schema sees the wire form, where a number is a number.
  const seen = isText(operation) ? body : (JSON.parse(stringifyJson(body)) as Json);
  const wrong = await check(operation, seen);
  if (wrong.length > 0)
    return { response: problemResponse(400, `Not a valid ${operation.name}`, wrong), effect: false };
  const given =
    operation.idempotencyHeader === undefined
      ? undefined
      : request.headers[operation.idempotencyHeader.toLowerCase()];
  const key = given === undefined ? undefined : `${operation.name}/${given}`;
  const before = key === undefined ? undefined : state.answers.get(key);
  if (before) return { response: before, effect: false };
  const { status, body: shown, changes } = outcomeOf(matched, operations, state, request, body);
  const response = await written(operation, status, shown);
  for (const change of changes) state.apply(change);
  if (key !== undefined && status < 300) state.apply({ kind: "answered", key, response });
  return { response, effect: changes.length > 0 };
}

async function written(
  operation: SimulatedOperation,
  status: number,
  body: Json | undefined,
): Promise<SimulatedResponse> {
  if (operation.as !== "xml" || body === undefined) return jsonResponse(status, body);
  return { status, headers: { "content-type": "application/xml" }, body: await bodyFormats.xml.write(body) };
}

function faulty({ kind, status = 500, body, headers, retryAfter }: ActiveFault): SimulatedResponse {
  if (kind === "timeout") return { status: 0, headers: {}, body: "", instead: "silence" };
  if (kind === "reset") return { status: 0, headers: {}, body: "", instead: "reset" };
  const answer =
    body === undefined ? problemResponse(status, "Told to fail", []) : jsonResponse(status, body);
  const later = retryAfter === undefined ? {} : { "retry-after": String(retryAfter) };
  return { ...answer, headers: { ...answer.headers, ...headers, ...later } };
}

async function bodyOf(operation: SimulatedOperation | undefined, { body }: SimulatedRequest): Promise<Json> {
  if (body === "") return null;
  try {
    if (operation?.as === "form") return readForm(body);
    return operation?.as === "xml" ? ((await bodyFormats.xml.read(body)) as Json) : (parseJson(body) as Json); // both give JSON values only, long numbers with all digits
  } catch {
    return body;
  }
}

/** Credentials are not shown: `received` is read by tests and printed by people. */
function received(
  matched: MatchedOperation | undefined,
  request: SimulatedRequest,
  body: Json,
  response: SimulatedResponse,
  effect: boolean,
  now: number,
): ReceivedCall {
  const { method, path, query, headers } = request;
  const header = matched?.operation.idempotencyHeader?.toLowerCase();
  return {
    at: new Date(now).toISOString(),
    operation: matched?.operation.name ?? null,
    method,
    path,
    query: Object.fromEntries(query),
    headers: { ...headers, ...(headers["authorization"] === undefined ? {} : { authorization: "***" }) },
    body,
    status: response.instead ? null : response.status,
    effect,
    attemptKey:
      (header === undefined ? undefined : headers[header]) ?? headers["waybill-attempt-key"] ?? null,
  };
}
