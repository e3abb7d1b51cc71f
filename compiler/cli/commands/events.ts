import type { Options, Run } from "../command.ts";
import { textOption } from "../command.ts";
import { colors, formatOption, print } from "../output.ts";
import { person } from "../remote/person.ts";
import { problemText, type Remote, type RemoteAnswer, remoteOf } from "../remote/remote.ts";
import { UsageError } from "../usage.ts";

interface Action {
  act(remote: Remote, options: Options): Promise<RemoteAnswer>;
  text(body: unknown): string;
}

/** What `/admin/events…` and `/admin/schedules` answer. */
interface ShownEvent {
  readonly position: string;
  readonly time: string;
  readonly type: string;
  readonly subject?: string;
  readonly source: string;
}

interface Consumers {
  readonly consumers: readonly { readonly route: string; readonly type: string; readonly behind: number }[];
  readonly troubles?: readonly { readonly message: string; readonly since: string }[];
}

const actions: Readonly<Record<string, Action>> = {
  list: {
    act: (remote, options) => {
      const asked = new URLSearchParams();
      const [type, since] = [textOption(options, "type"), textOption(options, "from")];
      if (type !== undefined) asked.set("type", type);
      if (since !== undefined) asked.set("since", since);
      return remote.get(`/admin/events?${asked.toString()}`);
    },
    text: (body) => lines((body as { events: readonly ShownEvent[] }).events.map(eventLine), "No events."),
  },
  consumers: {
    act: (remote) => remote.get("/admin/events/consumers"),
    text: (body) => {
      const { consumers, troubles = [] } = body as Consumers;
      return lines(
        [
          ...troubles.map(({ message, since }) => `${colors.red(message)}  since ${since}`),
          ...consumers.map(({ route, type, behind }) => `${colors.bold(route)}  ${type}  ${behind} behind`),
        ],
        "No route takes events.",
      );
    },
  },
  schedules: {
    act: (remote) => remote.get("/admin/schedules"),
    text: (body) =>
      lines(
        (
          body as {
            schedules: readonly { route: string; cron: string; zone: string; next: readonly string[] }[];
          }
        ).schedules.map(
          ({ route, cron, zone, next }) =>
            `${colors.bold(route)}  ${cron}  ${zone}  next ${next[0] ?? "never"}`,
        ),
        "No route runs by the clock.",
      ),
  },
  replay: {
    act: (remote, options) => {
      const [route, from] = [textOption(options, "route"), textOption(options, "from")];
      if (route === undefined || from === undefined)
        throw new UsageError("events replay --route ROUTE --from TIME, such as 2026-11-24T09:00:00Z");
      const reason = textOption(options, "reason");
      return remote.post(
        "/admin/events/replay",
        JSON.stringify({
          by: person(),
          route,
          from,
          dryRun: options["dryRun"] === true,
          ...(reason !== undefined && { reason }),
        }),
      );
    },
    text: (body) => {
      const { route, events, dryRun, first, last } = body as {
        route: string;
        events: number;
        dryRun: boolean;
        first?: ShownEvent;
        last?: ShownEvent;
      };
      const span = first && last ? `\n  first  ${eventLine(first)}\n  last   ${eventLine(last)}` : "";
      return `${route} ${dryRun ? "would take" : "takes"} ${events} event${events === 1 ? "" : "s"} again.${span}`;
    },
  },
};

export const events: Run = async ([action], options) => {
  const format = formatOption(options, ["pretty", "json"]);
  const name = String(action);
  const found = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (!found) throw new UsageError(`events does ${Object.keys(actions).join(", ")}, not ${name}`);
  const answer = await found.act(remoteOf(options), options);
  if (answer.status >= 400) {
    print(problemText(answer));
    return 1;
  }
  print(format === "json" ? JSON.stringify(answer.body, null, 2) : found.text(answer.body));
  return 0;
};

function eventLine({ position, time, type, subject, source }: ShownEvent): string {
  return `${position}  ${time}  ${colors.bold(type)}  ${subject ?? ""}  ${colors.dim(source)}`;
}

function lines(found: readonly string[], none: string): string {
  return found.length === 0 ? none : found.join("\n");
}
