import { randomUUID } from "node:crypto";
import type { Json } from "../contract/json.ts";
import { pathPattern } from "../edge/router.ts";
import { sign } from "../edge/signature.ts";
import { parseJson, stringifyJson } from "../library/json.ts";
import type { Build } from "./build.ts";
import type { Decided, When } from "./scenario.ts";
import { address, type World } from "./world.ts";

/** What a scenario's happenings left behind, beside the world itself. */
export interface Happened {
  /** Of the last message sent; undefined while it is not answered. */
  status?: number;
  /** Of the last mapping: its value, or its failure. */
  result?: Mapped;
  /** What could not happen: nothing waited for the decision. */
  readonly missed: string[];
}

export type Mapped = { readonly value: Json | undefined } | { readonly failed: string };

/** Lets one thing happen, and whatever follows without time passing. */
export async function happen(world: World, build: Build, when: When, happened: Happened): Promise<void> {
  if (when.mapping !== undefined) happened.result = await mapped(build, when.mapping, when.with ?? {});
  else if (when.advanceMs !== undefined) await world.clock.advance(when.advanceMs);
  else if (when.event !== undefined) await publish(world, when.event, when.body ?? null);
  else if (when.redrive !== undefined) await redrive(world, when.redrive);
  else if (when.approve) await decide(world, when.approve, happened);
  else await send(world, build, when, happened);
  await world.settled();
}

async function mapped(
  build: Build,
  mapping: string,
  sources: Readonly<Record<string, Json>>,
): Promise<Mapped> {
  const map = await build.mapping(mapping);
  try {
    return { value: parseJson(stringifyJson(map(sources))) as Json };
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) };
  }
}

/** As somebody outside the estate would: with the contract's key as its subject. */
async function publish(world: World, type: string, data: Json): Promise<void> {
  const trigger = world.routes
    .map((route) => route.trigger)
    .find((one) => one.kind === "event" && one.event.type === type);
  const subject = trigger?.kind === "event" ? trigger.event.contract.key?.(data) : undefined;
  await world.engine.events.publish([
    {
      specversion: "1.0",
      id: randomUUID(),
      source: "urn:waybill:scenario",
      type,
      ...(subject === undefined ? {} : { subject }),
      time: new Date(world.clock.now()).toISOString(),
      datacontenttype: "application/json",
      data,
    },
  ]);
}

async function redrive(world: World, route: string): Promise<void> {
  for (const letter of await world.engine.deadLetters({ state: "open", route, limit: 100 }))
    await world.engine.redrive(letter.id, { from: "step", by: "scenario" });
}

/** A person's word on all that it may be meant for. That nothing waits for one is as good as a `then` that does not hold. */
async function decide(
  world: World,
  { as: by, decision = "approved", note, ...about }: Decided,
  { missed }: Happened,
): Promise<void> {
  const { route, step, role } = about;
  const open = (
    await world.engine.approvals({ limit: 1_000, ...(role === undefined ? {} : { role }) })
  ).filter(
    (approval) =>
      (route === undefined || approval.route === route) &&
      (step === undefined || approval.step.split(/[./]/).at(-1) === step),
  );
  if (open.length === 0)
    missed.push(`${by} could not decide: nothing waits for a decision${words({ route, step, role })}`);
  for (const approval of open)
    await world.engine.decide(approval.run, approval.step, {
      decision,
      by,
      ...(note === undefined ? {} : { note }),
    });
}

function words(about: Readonly<Record<string, string | undefined>>): string {
  return Object.entries(about)
    .flatMap(([word, name]) => (name === undefined ? [] : [` of ${word} ${name}`]))
    .join("");
}

/** A message over the edge. A caller that waits is not waited for: time may have to pass first. */
async function send(world: World, build: Build, when: When, happened: Happened): Promise<void> {
  const body = Buffer.from(when.body === undefined ? "" : stringifyJson(when.body));
  const request =
    when.webhook === undefined ? await httpRequest(world, when) : webhookRequest(world, build, when, body);
  delete happened.status;
  const answered = world.dispatch({
    ...request,
    body,
    headers: { "content-type": "application/json", ...request.headers, ...lowerCase(when.headers) },
  });
  void answered.then((response) => {
    happened.status = response.status;
  });
  await Promise.race([answered, world.engine.settled()]);
  await world.settled();
  await new Promise((resolve) => setImmediate(resolve));
}

interface Request {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** With what lets it in: the key of every route that wants one, and a token for the first that listens there and wants one. */
async function httpRequest(world: World, { http = "" }: When): Promise<Request> {
  const [method = "POST", path = "/"] = http.split(" ");
  const triggers = world.routes.flatMap(({ trigger }) => (trigger.kind === "http" ? [trigger] : []));
  const keys = triggers.flatMap(({ security }) => (security?.apiKey ? [security.apiKey] : []));
  const headers = keys.map((key) => [key.header.toLowerCase(), world.secret(key.secret)]);
  const asked = path.split("?")[0] ?? "";
  const jwt = triggers.find((each) => each.method === method && pathPattern(each.path).test(asked))?.security
    ?.jwt;
  if (jwt) headers.push(["authorization", `Bearer ${await world.issuer.token(jwt, world.clock.now())}`]);
  return { method, path: `/api${path}`, headers: Object.fromEntries(headers) };
}

function webhookRequest(
  world: World,
  build: Build,
  { webhook: name = "", signature = "valid" }: When,
  body: Buffer,
): Request {
  const webhook = build.estate.webhooks.find((each) => `${each.system.name}.${each.name}` === name);
  const path = `/webhooks/${name.replace(/\.([^.]*)$/, "/$1")}`;
  if (!webhook?.verify || signature === "missing") return { method: "POST", path, headers: {} };
  const secret = signature === "wrong" ? "not the secret" : world.secret(webhook.verify.secret);
  return {
    method: "POST",
    path,
    headers: sign(webhook.verify, secret, {
      id: randomUUID(),
      body,
      url: `${address}${path}`,
      now: world.clock.now(),
    }),
  };
}

function lowerCase(headers: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
