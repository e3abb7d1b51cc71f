import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Run } from "../command.ts";
import { estateFolder } from "../folder.ts";
import { colors, formatOption, print } from "../output.ts";
import { remoteOf } from "../remote.ts";
import { report, today } from "../report.ts";
import { send as sendMessage, sentText } from "../send.ts";
import { timeline } from "../timeline.ts";
import { UsageError } from "../usage.ts";

export const send: Run = async ([target, given], options) => {
  const format = formatOption(options, ["pretty", "json"]);
  const folder = estateFolder(options);
  const file = [String(given), join(folder, String(given))].find((path) => existsSync(path));
  if (file === undefined)
    throw new UsageError(`there is no file ${String(given)}, neither here nor in ${folder}`);
  const { compile } = await import("../../passes/index.ts");
  const compilation = compile(folder, { until: "lower", today: today() });
  if (!compilation.plan) {
    await report(compilation);
    return 1;
  }
  const sent = await sendMessage(
    remoteOf(options),
    compilation.plan,
    String(target),
    readFileSync(file, "utf8"),
  );
  if (format === "json")
    print(
      JSON.stringify(
        {
          status: sent.answer.status,
          ...(sent.run ? { run: sent.run, duplicate: sent.duplicate } : {}),
          answer: sent.answer.body,
          trace: sent.trace,
        },
        null,
        2,
      ),
    );
  else print([sentText(sent), ...(sent.trace ? [timeline(sent.trace, colors)] : [])].join("\n\n"));
  return sent.answer.status < 400 ? 0 : 1;
};
