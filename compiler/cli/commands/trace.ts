import type { Run } from "../command.ts";
import { colors, formatOption, print } from "../output.ts";
import { problemText, remoteOf } from "../remote/remote.ts";
import { type Trace, timeline } from "../remote/timeline.ts";

export const trace: Run = async ([key], options) => {
  const format = formatOption(options, ["pretty", "json"]);
  const answer = await remoteOf(options).get(`/admin/trace?key=${encodeURIComponent(String(key))}`);
  if (answer.status !== 200) {
    print(problemText(answer));
    return 1;
  }
  const found = answer.body as Trace;
  if (format === "json") print(JSON.stringify(found, null, 2));
  else if (found.runs.length > 0) print(timeline(found, colors));
  else
    print(
      `Nothing is known of ${String(key)}: not a run, a message, a lane or the key of an object a run produced.`,
    );
  return found.runs.length > 0 ? 0 : 1;
};
