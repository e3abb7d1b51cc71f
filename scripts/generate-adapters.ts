import { embeddedCapabilities, embeddedEventCapabilities } from "../runtime/engine/embedded/index.ts";
import type { Capabilities } from "../runtime/engine/port.ts";
import { restateCapabilities } from "../runtime/engine/restate/index.ts";
import { kafkaCapabilities } from "../runtime/events/kafka/index.ts";
import type { EventCapabilities } from "../runtime/events/port.ts";

/** What each flag asks, and what each of its values means. A flag or a value that is missing here does not compile. */
type Meaning<Capabilities> = {
  readonly [Flag in keyof Capabilities]: {
    readonly question: string;
    readonly answers: Capabilities[Flag] extends number
      ? (value: number) => string
      : Readonly<Record<`${Capabilities[Flag] & (string | boolean)}`, string>>;
  };
};

const engines: Meaning<Capabilities> = {
  embedded: {
    question: "Where runs are kept and moved",
    answers: {
      true: "in one process, with a SQLite file of its own",
      false: "kept in PostgreSQL, moved by as many replicas as there are, which Restate calls",
    },
  },
  takeover: {
    question: "Who goes on with the runs of a process that died",
    answers: {
      "same-worker-id": "the next process on the same store",
      "any-worker":
        "any replica of the build: at once where the connection breaks, within a minute or two where the process only stands still",
    },
  },
  pausedLane: {
    question: "Whether a dead letter keeps its lane closed",
    answers: { held: "always", released: "never", choice: "as the policy's `deadLetter.lane` says" },
  },
  idempotencyKeep: {
    question: "How long an idempotency key is known",
    answers: {
      exact: "exactly as long as the policy says",
      "at-least": "at least as long as the policy says",
    },
  },
  restartKeepsRunId: {
    question: "The id of a run that is redriven or restarted from a step",
    answers: { true: "stays", false: "is a new one" },
  },
  laneOrder: {
    question: "The order of messages in a lane",
    answers: {
      calls: "that in which they came",
      answers:
        "one that is sent after another was answered comes behind it; of those that are on their way at the same moment, to whichever replicas, any may be first",
    },
  },
  heedsMs: {
    question: "When a run that is under way does what `waybill cancel`, `pause` and `resume` ask",
    answers: (ms) =>
      ms === 0
        ? "at its next step"
        : `at its next step after its replica has heard of it, for which it asks every ${ms} ms`,
  },
  cancelsUnserved: {
    question: "A run that is cancelled, without undoing, while its service's build has not its route",
    answers: {
      "at-once": "ends at once",
      "once-served": "ends when a replica runs that has its route, for another service may have it",
    },
  },
  putBack: {
    question: "A store that is put back from a copy",
    answers: {
      noticed: "is noticed, and what the copy does not have is taken for possibly done",
      unnoticed: "is not noticed by itself: `WAYBILL_RESTORED` says it",
    },
  },
};

const eventLogs: Meaning<EventCapabilities> = {
  embedded: {
    question: "Where the log is",
    answers: { true: "in the service's own store", false: "on a broker of its own" },
  },
  order: {
    question: "In which order a route gets events",
    answers: {
      log: "in the order of the whole log; its lanes may be anything",
      subject: "those of one subject in their order; a `lane` that spans subjects has no order between them",
    },
  },
  outbox: {
    question: "How an event gets from a step into the log",
    answers: {
      "same-commit": "step and event are one commit",
      relay:
        "the step's commit has the event in an outbox, and it is carried to the log after that, in order for each key",
    },
  },
  deduplicates: {
    question: "Who notices an event from outside that comes twice",
    answers: {
      "while-kept": "the log, as long as it keeps the first: the answer is `duplicate`",
      "by-consumer":
        "each route that takes it, for as long as its policy keeps idempotency keys: the answer is always `accepted`",
    },
  },
  reads: {
    question: "What `waybill events list` reads",
    answers: { "whole-log": "all types, or one", "one-type": "one type at a time" },
  },
  keeps: {
    question: "How long an event is kept that a route has not taken",
    answers: {
      "until-taken": "until it has",
      "for-a-time":
        "for the topic's retention; a route that falls further behind loses events, and a warning says which",
    },
  },
  unreadable: {
    question: "What becomes of an entry that is no event",
    answers: {
      "passed-over": "it is passed over, with a warning",
      "put-aside":
        "it is put aside in the route's topic for such, whole, with a warning, and is a dead letter of the route",
    },
  },
};

/** One table: a row a flag, a column an adapter. */
function table<Capabilities extends object>(
  meaning: Meaning<Capabilities>,
  adapters: readonly (readonly [name: string, has: Capabilities])[],
): string[] {
  const flags = Object.keys(meaning) as (keyof Capabilities)[]; // its own keys
  const rows = flags.map((flag) => {
    const { question, answers } = meaning[flag];
    return `| ${[question, ...adapters.map(([, has]) => answer(answers, has[flag]))].join(" | ")} |`;
  });
  return [
    `| | ${adapters.map(([name]) => name).join(" | ")} |`,
    `|---|${adapters.map(() => "---").join("|")}|`,
    ...rows,
    "",
  ];
}

function answer(
  answers: Readonly<Record<string, string>> | ((value: number) => string),
  has: unknown,
): string {
  return typeof answers === "function" ? answers(Number(has)) : (answers[String(has)] ?? "");
}

/** `docs/reference/adapters.md`: what the adapters of a port do differently, from what they declare. */
export function generateAdapters(): ReadonlyMap<string, string> {
  const text = [
    "# Adapters",
    "",
    "What is the same everywhere is not in these tables. What is in them, each adapter declares as data; `npm run conformance` holds every",
    "adapter against what it declares. Generated by `npm run generate`.",
    "",
    "## Engines",
    "",
    ...table(engines, [
      ["embedded", embeddedCapabilities],
      ["Restate", restateCapabilities],
    ]),
    "## Events",
    "",
    ...table(eventLogs, [
      ["the engine's own store", embeddedEventCapabilities],
      ["Apache Kafka", kafkaCapabilities],
    ]),
  ].join("\n");
  return new Map([["docs/reference/adapters.md", text]]);
}
