import { type Options, textOption } from "../command.ts";
import type { Remote, RemoteAnswer } from "../remote/remote.ts";
import { UsageError } from "../usage.ts";

export interface BulkProgress {
  readonly id: string;
  readonly action: string;
  readonly matched: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly done: number;
  readonly passedOver: readonly { readonly id: string; readonly reason: string }[];
  readonly state: string;
}

/** What is meant by the options, for many at a time; undefined where none says. */
export function filterOf(options: Options): Readonly<Record<string, unknown>> | undefined {
  const words = ["route", "class", "owner", "since"].flatMap((name) => {
    const value = textOption(options, name);
    return value === undefined ? [] : [[name, value] as const];
  });
  const rate = textOption(options, "rate");
  if (rate !== undefined && !(Number(rate) > 0))
    throw new UsageError(`--rate is letters a second, not ${rate}`);
  const dryRun = options["dryRun"] === true;
  if (words.length === 0 && !dryRun) return undefined;
  return { ...Object.fromEntries(words), dryRun, ...(rate === undefined ? {} : { rate: Number(rate) }) };
}

const everyMs = 500;

/** Gives the order and follows it to its end: whoever stops the command does not stop the order. */
export async function bulk(remote: Remote, order: string): Promise<RemoteAnswer> {
  let answer = await remote.post("/admin/deadletters", order);
  while (answer.status < 400 && (answer.body as BulkProgress).state === "running") {
    await new Promise((resolve) => setTimeout(resolve, everyMs));
    answer = await remote.get(`/admin/deadletters/bulk/${(answer.body as BulkProgress).id}`);
  }
  return answer;
}

export function bulkText({ action, matched, counts, done, passedOver, state }: BulkProgress): string {
  const kinds = Object.entries(counts).map(([kind, count]) => `  ${count}  ${kind}`);
  if (state === "dry-run") return [`${matched} would be tried (${action}).`, ...kinds].join("\n");
  const left = passedOver.map(({ id, reason }) => `  ${id}  ${reason}`);
  return [`${action}: ${done} of ${matched} (${state}).`, ...left].join("\n");
}
