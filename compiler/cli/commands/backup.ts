import { type Run, textOption } from "../command.ts";
import { formatOption, print } from "../output.ts";
import { person } from "../remote/person.ts";
import { problemText, remoteOf } from "../remote/remote.ts";

interface Backup {
  readonly file: string;
  readonly bytes: number;
  readonly durationMs: number;
}

export const backup: Run = async (_values, options) => {
  const format = formatOption(options, ["pretty", "json"]);
  const reason = textOption(options, "reason");
  const order = { by: person(), ...(reason !== undefined && { reason }) };
  const answer = await remoteOf(options).post("/admin/backup", JSON.stringify(order));
  if (answer.status >= 400) {
    print(problemText(answer));
    return 1;
  }
  const made = answer.body as Backup; // what `/admin/backup` answers
  print(
    format === "json"
      ? JSON.stringify(made, null, 2)
      : `${made.file}, ${(made.bytes / 1e6).toFixed(1)} MB in ${(made.durationMs / 1000).toFixed(1)} s, on the service's machine`,
  );
  return 0;
};
