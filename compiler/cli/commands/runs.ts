import { type Run, textOption } from "../command.ts";
import { colors, formatOption, print } from "../output.ts";
import { person } from "../person.ts";
import { problemText, remoteOf } from "../remote.ts";
import { UsageError } from "../usage.ts";

interface Listed {
  readonly run: string;
  readonly route: string;
  readonly state: string;
  readonly outcome?: string;
  readonly reason?: string;
  readonly requested?: string;
  readonly acceptedAt: string;
  readonly error?: { readonly message: string };
}

const acts = ["cancel", "pause", "resume", "restart"];

export const runs: Run = async ([action, id], options) => {
  const format = formatOption(options, ["pretty", "json"]);
  const name = String(action);
  if (name !== "list" && !acts.includes(name))
    throw new UsageError(`runs does list, ${acts.join(", ")}, not ${name}`);
  if (name !== "list" && id === undefined)
    throw new UsageError(`which one? runs ${name} <id>; waybill runs list shows them`);
  const [reason, step] = [textOption(options, "reason"), textOption(options, "step")];
  if ((name === "cancel" || name === "pause") && reason === undefined)
    throw new UsageError(`a run is stopped for a reason: runs ${name} ${String(id)} --reason "…"`);
  if (name === "restart" && step === undefined)
    throw new UsageError(`from which step? runs restart ${String(id)} --step <name>`);
  const remote = remoteOf(options);
  const answer = await (name === "list"
    ? remote.get(`/admin/runs?${query(options)}`)
    : remote.post(
        `/admin/runs/${encodeURIComponent(String(id))}/${name}`,
        JSON.stringify({
          by: person(),
          reason,
          step,
          compensate: options["compensate"] === true,
          force: options["force"] === true,
        }),
      ));
  if (answer.status >= 400) {
    print(problemText(answer));
    return 1;
  }
  if (format === "json") print(JSON.stringify(answer.body, null, 2));
  else
    print(name === "list" ? listText(answer.body as { runs: readonly Listed[] }) : asked(name, String(id)));
  return 0;
};

function query(options: Parameters<Run>[1]): string {
  const asked = ["state", "route"].flatMap((name) => {
    const value = textOption(options, name);
    return value === undefined ? [] : [[name, value]];
  });
  return new URLSearchParams(asked).toString();
}

function asked(action: string, id: string): string {
  return `Asked to ${action}. What becomes of it: waybill trace ${id}`;
}

function listText({ runs: listed }: { readonly runs: readonly Listed[] }): string {
  if (listed.length === 0) return "No such runs.";
  return listed
    .map(({ run, route, state, outcome, reason, requested, acceptedAt, error }) =>
      [
        colors.bold(run),
        acceptedAt,
        route,
        requested === undefined ? state : `${state}, to ${requested}`,
        outcome ?? reason ?? error?.message ?? "",
      ]
        .filter(Boolean)
        .join("  "),
    )
    .join("\n");
}
