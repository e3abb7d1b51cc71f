import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Options, type Run, textOption } from "../command.ts";
import { estateFolder } from "../folder.ts";
import { colors, formatOption, print } from "../output.ts";
import { remoteOf } from "../remote/remote.ts";
import { type Sent, send as sendMessage, sentText } from "../remote/send.ts";
import { timeline } from "../remote/timeline.ts";
import { report, today } from "../report/diagnostics.ts";
import { UsageError } from "../usage.ts";

export const send: Run = async ([target, given], options) => {
  const format = formatOption(options, ["pretty", "json"]);
  const expected = expectedState(options);
  const waitMs = waitOption(options);
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
    { waitMs, ...(expected !== undefined && { expected }) },
  );
  if (format === "json")
    print(
      JSON.stringify(
        {
          status: sent.answer.status,
          ...(sent.run ? { run: sent.run, duplicate: sent.duplicate } : {}),
          ...(sent.state ? { state: sent.state } : {}),
          answer: sent.answer.body,
          trace: sent.trace,
        },
        null,
        2,
      ),
    );
  else print([sentText(sent), ...(sent.trace ? [timeline(sent.trace, colors)] : [])].join("\n\n"));
  return sent.answer.status < 400 && isAsExpected(sent, expected, waitMs) ? 0 : 1;
};

const states = ["done", "waiting", "running", "paused", "failed", "cancelled"];

function expectedState(options: Options): string | undefined {
  const said = textOption(options, "expect");
  if (said !== undefined && !states.includes(said))
    throw new UsageError(`--expect is one of ${states.join(", ")}, not ${said}`);
  return said;
}

function waitOption(options: Options): number {
  const said = textOption(options, "wait") ?? "10";
  if (!/^\d{1,4}$/.test(said)) throw new UsageError(`--wait is a number of seconds, not ${said}`);
  return Number(said) * 1000;
}

/** An answer without a run is the whole of a synchronous route: it is over with its answer. */
function isAsExpected({ run, state, trace }: Sent, expected: string | undefined, waitMs: number): boolean {
  if (expected === undefined) return true;
  const found = run === undefined && trace === undefined ? "done" : state;
  if (found === expected) return true;
  process.stderr.write(
    `waybill: expected ${expected}, but after at most ${waitMs / 1000} s it is ${found ?? "not known what became of it"}\n`,
  );
  return false;
}
