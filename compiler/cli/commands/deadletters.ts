import type { Options, Run } from "../command.ts";
import { textOption } from "../command.ts";
import { colors, formatOption, print } from "../output.ts";
import { person } from "../remote/person.ts";
import { problemText, type Remote, type RemoteAnswer, remoteOf } from "../remote/remote.ts";
import { type TraceStep, timeline } from "../remote/timeline.ts";
import { UsageError } from "../usage.ts";
import { type BulkProgress, bulk, bulkText, filterOf } from "./deadletters-bulk.ts";

interface Letter {
  readonly id: string;
  readonly run: string;
  readonly route: string;
  readonly lane?: string;
  readonly owner?: string;
  readonly at: string | number;
  readonly class: string;
  readonly error: string;
  readonly step?: string;
  readonly file?: string;
  readonly line?: number;
  readonly input?: unknown;
  readonly steps?: readonly TraceStep[];
  readonly state: string;
}

type Action = (remote: Remote, id: string, options: Options) => Promise<RemoteAnswer>;

const actions: Readonly<Record<string, Action>> = {
  list: (remote, _id, options) => {
    const route = textOption(options, "route");
    return remote.get(
      `/admin/deadletters${route === undefined ? "" : `?route=${encodeURIComponent(route)}`}`,
    );
  },
  show: (remote, id) => remote.get(`/admin/deadletters/${encodeURIComponent(id)}`),
  redrive: (remote, id, options) =>
    remote.post(`/admin/deadletters/${encodeURIComponent(id)}/redrive`, JSON.stringify(said(options))),
  discard: (remote, id, options) =>
    remote.post(`/admin/deadletters/${encodeURIComponent(id)}/discard`, JSON.stringify(decision(options))),
};

function decision(options: Options): Readonly<Record<string, unknown>> {
  return { by: person(), reason: textOption(options, "reason") };
}

function said(options: Options): Readonly<Record<string, unknown>> {
  return {
    ...decision(options),
    from: textOption(options, "from") ?? "step",
    force: options["force"] === true,
  };
}

export const deadletters: Run = async ([action, id], options) => {
  const format = formatOption(options, ["pretty", "json"]);
  const name = String(action);
  const act = actions[name];
  if (!act) throw new UsageError(`deadletters does ${Object.keys(actions).join(", ")}, not ${name}`);
  const filter = filterOf(options);
  if (id !== undefined && filter !== undefined)
    throw new UsageError(
      `deadletters ${name} ${String(id)} means that one: --route, --class, --owner, --since, --rate and --dry-run are for many`,
    );
  const many = (name === "redrive" || name === "discard") && id === undefined && filter !== undefined;
  if (name !== "list" && id === undefined && !many)
    throw new UsageError(`which one? deadletters ${name} <id>; waybill deadletters list shows them`);
  const from = textOption(options, "from") ?? "step";
  if (from !== "step" && from !== "start") throw new UsageError(`--from is step or start, not ${from}`);
  if (name === "discard" && !textOption(options, "reason"))
    throw new UsageError('a dead letter is discarded for a reason: --reason "…"');
  const remote = remoteOf(options);
  const answer = many
    ? await bulk(remote, JSON.stringify({ ...said(options), ...filter, action: name }))
    : await act(remote, String(id), options);
  if (answer.status >= 400) {
    print(problemText(answer));
    return 1;
  }
  if (format === "json") print(JSON.stringify(answer.body, null, 2));
  else print(many ? bulkText(answer.body as BulkProgress) : text(name, answer.body));
  return 0;
};

function text(action: string, body: unknown): string {
  if (action === "list") return listText((body as { deadLetters: readonly Letter[] }).deadLetters);
  if (action === "show") return letterText(body as Letter);
  return action === "redrive"
    ? `Redriven as run ${(body as { run: string }).run}. Follow it: waybill trace ${(body as { run: string }).run}`
    : "Discarded.";
}

function listText(letters: readonly Letter[]): string {
  if (letters.length === 0) return "No dead letters.";
  return letters
    .map(
      (letter) =>
        `${colors.bold(letter.id)}  ${letter.state}  ${letter.route}  ${colors.red(letter.class)}  ${letter.error}${letter.file ? colors.dim(`  ${letter.file}:${letter.line ?? 1}`) : ""}`,
    )
    .join("\n");
}

function letterText(letter: Letter): string {
  const run = {
    run: letter.run,
    route: letter.route,
    state: letter.state,
    acceptedAt: letter.at,
    error: {
      message: letter.error,
      class: letter.class,
      ...(letter.file ? { file: letter.file, line: letter.line ?? 1 } : {}),
    },
    steps: letter.steps ?? [],
  };
  const owner = letter.owner ? `\n\nOwner: ${letter.owner}` : "";
  return `${timeline({ key: letter.id, runs: [run] }, colors)}${owner}\n\nPayload (personal data is masked):\n${JSON.stringify(letter.input, null, 2)}`;
}
