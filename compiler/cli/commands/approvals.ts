import { type Run, textOption } from "../command.ts";
import { colors, formatOption, print } from "../output.ts";
import { person } from "../remote/person.ts";
import { problemText, remoteOf } from "../remote/remote.ts";
import { UsageError } from "../usage.ts";

interface Open {
  readonly run: string;
  readonly step: string;
  readonly route: string;
  readonly role: string;
  readonly show: unknown;
  readonly deadline?: string;
}

const decisions: Readonly<Record<string, string>> = { approve: "approved", reject: "rejected" };

export const approvals: Run = async ([action, run, step], options) => {
  const format = formatOption(options, ["pretty", "json"]);
  const name = String(action);
  const decision = decisions[name];
  if (name !== "list" && decision === undefined)
    throw new UsageError(`approvals does list, approve, reject, not ${name}`);
  if (decision !== undefined && (run === undefined || step === undefined))
    throw new UsageError(`which one? approvals ${name} <run> <step>; waybill approvals list shows them`);
  const remote = remoteOf(options);
  const role = textOption(options, "role");
  const answer = await (decision === undefined
    ? remote.get(`/admin/approvals${role === undefined ? "" : `?role=${encodeURIComponent(role)}`}`)
    : remote.post(
        `/admin/approvals/${encodeURIComponent(String(run))}/${encodeURIComponent(String(step))}`,
        JSON.stringify({ decision, by: person(), note: textOption(options, "note") }),
      ));
  if (answer.status >= 400) {
    print(problemText(answer));
    return 1;
  }
  if (format === "json") print(JSON.stringify(answer.body, null, 2));
  else
    print(
      decision === undefined
        ? listText(answer.body as { approvals: readonly Open[] })
        : `${String(step)} of run ${String(run)} is ${decision}.`,
    );
  return 0;
};

function listText({ approvals: open }: { readonly approvals: readonly Open[] }): string {
  if (open.length === 0) return "Nothing waits for a person.";
  return open
    .map(
      ({ run, step, route, role, show, deadline }) =>
        `${colors.bold(run)}  ${step}  ${route}  ${role}${deadline === undefined ? "" : `  until ${deadline}`}\n  ${JSON.stringify(show)}`,
    )
    .join("\n");
}
