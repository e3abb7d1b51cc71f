import { randomUUID } from "node:crypto";
import type { JwtSecurity, Security } from "../../../runtime/contract/security.ts";
import { variableName } from "../../../runtime/contract/variable-name.ts";
import type { Plan } from "../../plan/plan.ts";
import { UsageError } from "../usage.ts";

/** One message as its sender would send it to a service: method, address, and the headers that prove who sends it. */
export interface OutgoingMessage {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Of an event: what its runs are found by, since it is whoever consumes it that makes them. */
  readonly event?: string;
}

/** For a route by name, or a webhook `system.webhook`. Secrets come from the environment, as a service takes them. */
export async function messageFor(
  plan: Plan,
  target: string,
  body: string,
  url: string,
): Promise<OutgoingMessage> {
  const trigger = plan.routes.find(({ name }) => name === target)?.trigger;
  if (trigger?.kind === "http") {
    if (trigger.path.includes("{"))
      throw new UsageError(`${target} has parameters in its path ${trigger.path}; send it with curl`);
    return {
      method: trigger.method,
      path: `/api${trigger.path}`,
      headers: await credentials(trigger.security, url),
    };
  }
  if (trigger?.kind === "capability")
    throw new UsageError(`${target} is started by the capability ${trigger.capability}, not by a message`);
  if (trigger?.kind === "schedule")
    throw new UsageError(
      `${target} is started by the clock (${trigger.cron}, ${trigger.zone}), not by a message`,
    );
  if (trigger?.kind === "event") return eventOf(trigger.contract);
  const [system, webhook] = trigger ? [trigger.system, trigger.webhook] : split(target);
  const found = plan.systems
    .find(({ name }) => name === system)
    ?.webhooks.find(({ name }) => name === webhook);
  if (!found)
    throw new UsageError(`there is no route or webhook ${target}; there are ${known(plan).join(", ")}`);
  const path = `/webhooks/${system}/${webhook}`;
  if (!found.verify) return { method: "POST", path, headers: {} };
  const { sign } = await import("../../../runtime/edge/signature.ts");
  return {
    method: "POST",
    path,
    headers: sign(found.verify, secretOf(found.verify.secret), {
      id: randomUUID(),
      body: Buffer.from(body),
      url: `${url}${path}`,
      now: Date.now(),
    }),
  };
}

/** `WAYBILL_KEY` and `WAYBILL_TOKEN` are what a caller has been given; without them what is known of a simulated environment. */
async function credentials(
  security: Security | undefined,
  url: string,
): Promise<Readonly<Record<string, string>>> {
  const { apiKey, jwt } = security ?? {};
  const { WAYBILL_KEY: key, WAYBILL_TOKEN: token } = process.env;
  if (apiKey && (token === undefined || !jwt)) return { [apiKey.header]: key ?? secretOf(apiKey.secret) };
  if (!jwt) return {};
  return { authorization: `Bearer ${token ?? (await simulatedToken(jwt, url))}` };
}

async function simulatedToken(jwt: JwtSecurity, url: string): Promise<string> {
  const response = await fetch(`${url}/simulate/issuer/token`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(jwt),
  }).catch(() => undefined);
  const { token } = (response?.ok ? await response.json() : {}) as { token?: string }; // `issuerRoutes` answers so
  if (token === undefined)
    throw new UsageError(`set WAYBILL_TOKEN to a token of ${jwt.issuer} for ${jwt.audience}`);
  return token;
}

function split(target: string): readonly [string, string] {
  const dot = target.lastIndexOf(".");
  return [target.slice(0, dot), target.slice(dot + 1)];
}

function known(plan: Plan): readonly string[] {
  return [
    ...plan.routes.map(({ name }) => name),
    ...plan.systems.flatMap((system) => system.webhooks.map(({ name }) => `${system.name}.${name}`)),
  ];
}

function secretOf(name: string): string {
  return process.env[`WAYBILL_SECRET_${variableName(name)}`] ?? `local-${name}`;
}

/** CloudEvents' HTTP binding, section 3.1 (binary mode): the file is the event's data. */
function eventOf(contract: string): OutgoingMessage {
  const id = randomUUID();
  return {
    method: "POST",
    path: "/events",
    headers: {
      "content-type": "application/json",
      "ce-specversion": "1.0",
      "ce-id": id,
      "ce-source": "urn:waybill:send",
      "ce-type": contract,
    },
    event: id,
  };
}
