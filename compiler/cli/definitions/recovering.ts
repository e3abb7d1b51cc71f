import type { CommandDefinition } from "../command.ts";
import { remote } from "./options.ts";

/** What is looked into and put right in a running service. */
export const recovering: readonly CommandDefinition[] = [
  {
    name: "trace",
    summary:
      "the timeline of a business object: messages, steps, attempts, systems, errors with their spec lines",
    arguments: [["<key>", "a run, a message, a lane, or the key of an object: an order's number"]],
    options: remote,
    load: async () => (await import("../commands/trace.ts")).trace,
  },
  {
    name: "deadletters",
    summary: "what stopped: list, show, redrive, discard",
    arguments: [
      ["<action>", "list, show, redrive or discard"],
      ["[id]", "of the dead letter"],
    ],
    options: [
      ...remote,
      ["--from <where>", "redrive from: step (completed steps are kept) or start", "step"],
      ["--reason <text>", "why; needed to discard and to force"],
      ["--force", "also where an effect that can not be told from its repetition would happen again"],
      ["--route <name>", "without an id: all open ones of a route"],
      ["--class <class>", "of a class of failure"],
      ["--owner <name>", "of an owner"],
      ["--since <time>", "that came to be since then: 2026-11-24T09:00:00Z"],
      ["--rate <n>", "letters a second (default: 10)"],
      ["--dry-run", "only count them"],
    ],
    examples: [
      "deadletters list",
      "deadletters redrive 7 --from step",
      'deadletters discard 7 --reason "test order"',
      "deadletters redrive --route take-web-order --class transient --rate 5 --dry-run",
    ],
    load: async () => (await import("../commands/deadletters.ts")).deadletters,
  },
  {
    name: "events",
    summary: "what routes published, who takes it, time tables; a route takes events again from a time on",
    arguments: [["<action>", "list, consumers, schedules or replay"]],
    options: [
      ...remote,
      ["--type <contract>", "list: only events of this contract"],
      ["--route <route>", "replay: the route that takes them again"],
      ["--from <time>", "published at this time or later: 2026-11-24T09:00:00Z"],
      ["--dry-run", "replay: say what would be taken, and take nothing"],
      ["--reason <text>", "replay: why, for the audit"],
    ],
    examples: [
      "events consumers",
      "events replay --route tell-customer --from 2026-11-24T09:00:00Z --dry-run",
    ],
    load: async () => (await import("../commands/events.ts")).events,
  },
];
