import type { Plan } from "../plan/plan.ts";
import { colors, print } from "./output.ts";
import { remoteOf } from "./remote.ts";
import { send, sentText } from "./send.ts";
import { timeline } from "./timeline.ts";
import { UsageError } from "./usage.ts";

/** Sends the messages of a scenario for real, one after the other, and prints what became of each. */
export async function demo(url: string, plan: Plan, name: string): Promise<void> {
  const scenario = plan.scenarios.find((each) => each.name === name);
  if (!scenario)
    throw new UsageError(
      `there is no scenario ${name}; there are ${plan.scenarios.map((each) => each.name).join(", ")}`,
    );
  const remote = remoteOf({ url });
  for (const when of scenario.when as readonly { readonly webhook?: string; readonly body?: unknown }[]) {
    if (when.webhook === undefined) continue;
    print(
      `\nThe message of scenario ${colors.bold(name)} is sent to the webhook ${colors.bold(when.webhook)}, signed as its sender would:`,
    );
    const sent = await send(remote, plan, when.webhook, JSON.stringify(when.body));
    print(sentText(sent));
    if (sent.trace) print(`\n${timeline(sent.trace, colors)}`);
  }
}
