import { type Options, type Run, textOption } from "../command.ts";
import { colors, formatOption, print } from "../output.ts";
import { person } from "../remote/person.ts";
import { problemText, remoteOf } from "../remote/remote.ts";
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

/** What can be done to a run, and the options that say more about it. */
const acts: Readonly<Record<string, readonly string[]>> = {
  cancel: ["compensate"],
  pause: [],
  resume: [],
  restart: ["step", "force"],
};

export const runs: Run = async ([action, id], options) => {
  const format = formatOption(options, ["pretty", "json"]);
  const name = String(action);
  if (name !== "list" && !Object.hasOwn(acts, name))
    throw new UsageError(`runs does list, ${Object.keys(acts).join(", ")}, not ${name}`);
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
        JSON.stringify(order(name, options)),
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

/** Throws where an option was given that means nothing here: who says `pause --compensate` expects more than a pause. */
function order(act: string, options: Options): Readonly<Record<string, unknown>> {
  const known = acts[act] ?? [];
  for (const one of new Set(Object.values(acts).flat()))
    if (options[one] !== undefined && !known.includes(one))
      throw new UsageError(`runs ${act} knows no --${one}`);
  const more = known.filter((one) => options[one] !== undefined).map((one) => [one, options[one]] as const);
  return { by: person(), reason: textOption(options, "reason"), ...Object.fromEntries(more) };
}

function query(options: Options): string {
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
