import type { Plan } from "../../plan/plan.ts";
import { colors, print } from "../output.ts";
import { type Remote, remoteOf } from "../remote/remote.ts";
import { send, sentText } from "../remote/send.ts";
import { type Trace, timeline } from "../remote/timeline.ts";
import { UsageError } from "../usage.ts";

/** What of a scenario's happenings can be sent for real. */
interface Message {
  readonly webhook?: string;
  readonly http?: string;
  readonly body?: unknown;
}

/** Sends the messages of scenarios for real, one after the other, and prints what became of each and what the systems were given. */
export async function demo(url: string, plan: Plan, names: readonly string[]): Promise<void> {
  const remote = remoteOf({ url });
  for (const name of names) {
    const scenario = plan.scenarios.find((each) => each.name === name);
    if (!scenario)
      throw new UsageError(
        `there is no scenario ${name}; there are ${plan.scenarios.map((each) => each.name).join(", ")}`,
      );
    for (const message of scenario.when as readonly Message[]) await sendOne(remote, plan, name, message);
  }
}

async function sendOne(
  remote: Remote,
  plan: Plan,
  scenario: string,
  { webhook, http, body }: Message,
): Promise<void> {
  const target =
    webhook ??
    plan.routes.find(({ trigger }) => trigger.kind === "http" && `${trigger.method} ${trigger.path}` === http)
      ?.name;
  if (target === undefined) return;
  print(
    `\n${colors.bold(scenario)}: its message is sent to ${webhook === undefined ? `the route ${target}, ${http ?? ""}` : `the webhook ${webhook}, signed as its sender would`}.`,
  );
  const sent = await send(remote, plan, target, JSON.stringify(body));
  print(sentText(sent));
  if (!sent.trace) return;
  print(`\n${timeline(sent.trace, colors)}`);
  for (const line of await given(remote, sent.trace)) print(`  ${line}`);
}

/** The bodies that simulated systems got from this trace's calls, as they got them. */
async function given(remote: Remote, trace: Trace): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const { system, operation } of trace.runs.flatMap(({ steps }) => steps)) {
    if (system === undefined) continue;
    const { calls = [] } = (await remote.get(`/simulate/${system}/received`)).body as {
      calls?: readonly { operation: string | null; body: unknown }[];
    };
    const last = calls.findLast((call) => call.operation === operation && call.body !== null);
    if (last) lines.push(`${colors.dim(`${system} was given`)} ${shortened(JSON.stringify(last.body))}`);
  }
  return lines;
}

function shortened(text: string): string {
  return text.length > 400 ? `${text.slice(0, 397)}…` : text;
}
