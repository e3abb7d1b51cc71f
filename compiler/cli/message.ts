import { randomUUID } from "node:crypto";
import { variableName } from "../../runtime/service/settings.ts";
import type { RouteTrigger } from "../kinds/route/triggers/plan.ts";
import type { Plan } from "../plan/plan.ts";
import { UsageError } from "./usage.ts";

/** One message as its sender would send it to a service: method, address, and the headers that prove who sends it. */
export interface OutgoingMessage {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** For a route by name, or a webhook `system.webhook`. Secrets come from the environment, as a service takes them. */
export async function messageFor(
  plan: Plan,
  target: string,
  body: string,
  url: string,
): Promise<OutgoingMessage> {
  const trigger = plan.routes.find(({ name }) => name === target)?.trigger as RouteTrigger | undefined; // what routes lower to
  if (trigger?.kind === "http") {
    if (trigger.path.includes("{"))
      throw new UsageError(`${target} has parameters in its path ${trigger.path}; send it with curl`);
    const key = trigger.security?.apiKey;
    return {
      method: trigger.method,
      path: `/api${trigger.path}`,
      headers: key ? { [key.header]: secretOf(key.secret) } : {},
    };
  }
  if (trigger?.kind === "capability")
    throw new UsageError(`${target} is started by the capability ${trigger.capability}, not by a message`);
  const [system, webhook] = trigger ? [trigger.system, trigger.webhook] : split(target);
  const found = plan.systems
    .find(({ name }) => name === system)
    ?.webhooks.find(({ name }) => name === webhook);
  if (!found)
    throw new UsageError(`there is no route or webhook ${target}; there are ${known(plan).join(", ")}`);
  const path = `/webhooks/${system}/${webhook}`;
  if (!found.verify) return { method: "POST", path, headers: {} };
  const { sign } = await import("../../runtime/edge/signature.ts");
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
