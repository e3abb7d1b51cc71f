/** One process of `run.ts`: every `step`th seed, until the time is over, the count is reached, or a history is broken. */
import { plant, planted } from "./planted.ts";

export interface Task {
  readonly first: number;
  readonly step: number;
  readonly count: number;
  /** Milliseconds since the epoch. */
  readonly until: number;
  /** The name of a planted mistake, or how it begins. */
  readonly plant?: string;
}

export interface Report {
  readonly histories: number;
  readonly happenings: number;
  readonly crashes: number;
  readonly messages: number;
  readonly calls: number;
  readonly broken: readonly {
    readonly seed: number;
    readonly message: string;
    readonly trace: readonly string[];
  }[];
}

process.once("message", (task: Task) => {
  void work(task).then((report) => process.send?.(report, () => process.exit()));
});

async function work(task: Task): Promise<Report> {
  const mistake = planted.find(({ name }) => task.plant !== undefined && name.startsWith(task.plant));
  if (task.plant !== undefined && mistake === undefined)
    throw new Error(`Nothing called "${task.plant}" can be planted.`);
  if (mistake) plant(mistake);
  const { history, Broken } = await import("./history.ts"); // After the planting.
  Error.stackTraceLimit = 0; // Histories make thousands of errors on purpose.
  const total = { histories: 0, happenings: 0, crashes: 0, messages: 0, calls: 0 };
  for (let done = 0; done < task.count && Date.now() < task.until; done += 1) {
    const seed = task.first + done * task.step;
    try {
      const outcome = await history(seed);
      total.histories += 1;
      total.happenings += outcome.happenings;
      total.crashes += outcome.crashes;
      total.messages += outcome.messages;
      total.calls += outcome.calls;
    } catch (error) {
      if (!(error instanceof Broken)) throw error;
      return {
        ...total,
        histories: total.histories + 1,
        broken: [{ seed, message: error.message, trace: error.trace }],
      };
    }
  }
  return { ...total, broken: [] };
}
