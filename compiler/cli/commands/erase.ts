import { type Run, textOption } from "../command.ts";
import { colors, formatOption, print } from "../output.ts";
import { person } from "../remote/person.ts";
import { problemText, remoteOf } from "../remote/remote.ts";
import { UsageError } from "../usage.ts";

interface Erased {
  readonly dryRun: boolean;
  readonly runs: readonly string[];
  readonly events: number;
  readonly left: readonly { readonly run: string; readonly route: string; readonly reason: string }[];
  readonly kept: readonly { readonly place: string; readonly until?: string; readonly reason?: string }[];
}

export const erase: Run = async ([key], options) => {
  const format = formatOption(options, ["pretty", "json"]);
  const reason = textOption(options, "reason");
  if (reason === undefined)
    throw new UsageError(`data is erased for a reason: erase ${String(key)} --reason "…"`);
  const order = {
    key,
    by: person(),
    reason,
    dryRun: options["dryRun"] === true,
    discard: options["discard"] === true,
  };
  const answer = await remoteOf(options).post("/admin/erase", JSON.stringify(order));
  if (answer.status >= 400) {
    print(problemText(answer));
    return 1;
  }
  print(format === "json" ? JSON.stringify(answer.body, null, 2) : erasedText(answer.body as Erased));
  return 0;
};

function erasedText({ dryRun, runs, events, left, kept }: Erased): string {
  const verb = dryRun ? "Would erase" : "Erased";
  return [
    `${verb} what is personal in ${runs.length} runs and ${events} events.`,
    ...runs.map((run) => `  ${run}`),
    ...(left.length === 0 ? [] : ["Not over yet, and erased within an hour after they are:"]),
    ...left.map(({ run, route, reason }) => `  ${colors.bold(run)}  ${route}  ${reason}`),
    ...(kept.length === 0 ? [] : ["Not reached, and may be in what these topics hold now:"]),
    ...kept.map(
      ({ place, until, reason }) =>
        `  ${colors.bold(place)}  ${until === undefined ? `no time is known: ${reason ?? ""}` : `until ${until} at the latest`}`,
    ),
  ].join("\n");
}
