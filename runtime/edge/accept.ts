import { randomUUID } from "node:crypto";
import { Failure } from "../contract/failure.ts";
import type { Json } from "../contract/json.ts";
import type { Message } from "../contract/message.ts";
import type { Route } from "../contract/route.ts";
import type { Contract } from "../contract/validator.ts";
import { type Accepted, Busy, type Engine } from "../engine/port.ts";
import { asInstant } from "../library/instant.ts";
import { newness } from "../library/newness.ts";
import { refuse } from "./problem.ts";
import { type EdgeResponse, json } from "./request.ts";

/** Never stored: they let in whoever reads them. */
const credentials = ["authorization", "cookie", "proxy-authorization", "x-api-key"];

export interface Incoming {
  readonly id: string | undefined;
  readonly type: string;
  readonly source: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly data: unknown;
  /** The data's JSON, where the sender wrote it. */
  readonly text?: string | undefined;
  readonly contract?: Contract<unknown> | undefined;
  /** A header that carries a secret of this route. */
  readonly secretHeader?: string | undefined;
  /** How long the sender waits for the run's own answer, milliseconds. */
  readonly patienceMs?: number | undefined;
  /** Who sent it, where senders are told apart: ids that two of them made up are not the same message. */
  readonly sender?: string | undefined;
}

/** A message into a run, durably. Answers 503 with `Retry-After` where the backlog is full, 422 where key or lane cannot be told. */
export async function accept(
  engine: Pick<Engine, "accept">,
  route: Route<unknown>,
  incoming: Incoming,
  now: number,
): Promise<Accepted> {
  const head = headOf(incoming, now);
  const message: Message<unknown> = { ...head, data: incoming.data };
  const { own, lane, latest } = addressed(route, message);
  // A key that the route reads from the data means the same whoever sends it; an id is its sender's own.
  const id = incoming.sender === undefined ? message.id : `${incoming.sender} ${message.id}`;
  const key = own === undefined || own === message.id ? id : own;
  const businessKey = incoming.contract?.key?.(incoming.data);
  // An id made up here is known to nobody, so nobody looks for it.
  const searchKeys: string[] = [];
  for (const word of [said(incoming.id), own, businessKey])
    if (word !== undefined && !searchKeys.includes(word)) searchKeys.push(word);
  try {
    return await engine.accept({
      route: route.name,
      lane,
      latest: latest === undefined ? undefined : { by: latest },
      input: message as unknown as Json, // made of JSON above; raw numbers write themselves
      text: incoming.text === undefined ? undefined : written(head, incoming.text),
      searchKeys,
      patienceMs: incoming.patienceMs,
      idempotency: { key, keepMs: route.policy.idempotencyMs },
    });
  } catch (error) {
    if (!(error instanceof Busy)) throw error;
    return refuse(
      { status: 503, title: "Busy", detail: error.message },
      { "retry-after": String(Math.max(1, Math.ceil(error.retryAfterMs / 1000))) },
    );
  }
}

/** A message but its data. */
type Head = Omit<Message<unknown>, "data">;

function headOf({ id, type, source, headers, secretHeader }: Incoming, now: number): Head {
  return {
    id: said(id) ?? randomUUID(),
    type,
    source,
    time: timeOf(now),
    headers: harmless(headers, secretHeader?.toLowerCase()),
  };
}

/** Of the same millisecond are several: to write the time down costs more than all else of a head. */
let lately: { readonly ms: number; readonly time: Head["time"] } | undefined;

function timeOf(ms: number): Head["time"] {
  if (lately?.ms !== ms) lately = { ms, time: asInstant(new Date(ms).toISOString()) };
  return lately.time;
}

/** A message as JSON. What its sender wrote is not written once more. */
function written(head: Head, data: string): string {
  return `${JSON.stringify(head).slice(0, -1)},"data":${data}}`;
}

/** The headers but those that carry a secret. */
function harmless(headers: Incoming["headers"], secret: string | undefined): Incoming["headers"] {
  const names = secret === undefined ? credentials : [...credentials, secret];
  if (names.every((name) => headers[name] === undefined)) return headers;
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)));
}

function addressed(
  route: Route<unknown>,
  message: Message<unknown>,
): {
  readonly own: string | undefined;
  readonly lane: string | undefined;
  readonly latest: string | number | undefined;
} {
  try {
    // A blank one is none: as a key it would make all messages that lack it one run, and lose them.
    const lane = said(route.lane?.(message));
    // Without a lane there is nothing that it could be newer than.
    const latest = lane === undefined ? undefined : newness(route.latest?.(message));
    return { own: said(route.key?.(message)), lane, latest };
  } catch (error) {
    if (!(error instanceof Failure || error instanceof TypeError)) throw error;
    return refuse({ status: 422, title: "The message has no key", detail: error.message });
  }
}

function said(word: string | undefined): string | undefined {
  return word === undefined || word.trim() === "" ? undefined : word;
}

/** What an asynchronous accept answers. */
export function accepted({ run, outcome }: Accepted): EdgeResponse {
  const body = outcome === "accepted" ? { run } : { run, [outcome]: true };
  return json(202, body, { location: `/runs/${run}` });
}
