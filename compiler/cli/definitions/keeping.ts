import type { CommandDefinition } from "../command.ts";
import { remote } from "./options.ts";

/** What a running service lets in, keeps, and waits for. */
export const keeping: readonly CommandDefinition[] = [
  {
    name: "keys",
    summary: "sets of hashed API keys: create, list, revoke",
    arguments: [
      ["<action>", "create, list or revoke"],
      ["[id]", "the key's name"],
    ],
    options: [
      ["--file <file>", "the set (create without it prints key and set)"],
      ["--scopes <list>", "what the key is good for, comma-separated"],
      ["--expires <date>", "the last day of it, or an instant"],
    ],
    examples: [
      "keys create carrier-1 --scopes parcels --expires 2027-06-30 --file keys.json",
      "keys revoke carrier-1 --file keys.json",
    ],
    load: async () => (await import("../commands/keys.ts")).keys,
  },
  {
    name: "erase",
    summary: "takes personal data out of what a running service keeps, by a business key",
    arguments: [["<key>", "a business key, a message's id, a lane or a run's id"]],
    options: [
      ...remote,
      ["--reason <text>", "why; it is kept in the audit"],
      ["--dry-run", "only tell what would be erased"],
      ["--discard", "also where a dead letter is open, which is discarded"],
    ],
    examples: ['erase 450789469 --reason "asked by the customer" --dry-run'],
    load: async () => (await import("../commands/erase.ts")).erase,
  },
  {
    name: "migrate",
    summary: "carries an embedded store to PostgreSQL, for an environment that becomes distributed",
    description:
      "The service must be stopped. WAYBILL_POSTGRES and WAYBILL_POSTGRES_CREDENTIALS say where to; all of the store is carried, or nothing.",
    options: [
      ["--data <dir>", "folder of the embedded store", ".waybill/data"],
      ["--service <name>", "the store of one service that ran by itself"],
      ["--dry-run", "only tell what would be carried"],
      ["--format <format>", "pretty or json", "pretty"],
    ],
    examples: ["migrate --data /data --dry-run"],
    load: async () => (await import("../commands/migrate.ts")).migrate,
  },
  {
    name: "backup",
    summary:
      "a running service copies its embedded store into the folder WAYBILL_BACKUPS of its machine, while it works",
    options: [...remote, ["--reason <text>", "why; it is kept in the audit"]],
    examples: ['backup --reason "before the upgrade"'],
    load: async () => (await import("../commands/backup.ts")).backup,
  },
  {
    name: "runs",
    summary: "what is under way or stopped: list, cancel, pause, resume, restart from a step",
    arguments: [
      ["<action>", "list, cancel, pause, resume or restart"],
      ["[id]", "of the run"],
    ],
    options: [
      ...remote,
      ["--state <state>", "list: waiting, running, paused, done, failed or cancelled (default: not over)"],
      ["--route <name>", "list: of a route"],
      ["--reason <text>", "why; it is kept in the audit"],
      ["--compensate", "cancel: undo what it did, in reverse order"],
      ["--step <name>", "restart: what was done before this step is kept"],
      [
        "--force",
        "restart: also where an effect that can not be told from its repetition would happen again",
      ],
    ],
    examples: [
      "runs list --state paused",
      'runs cancel 7-k3j9 --compensate --reason "the customer called"',
      "runs restart 7-k3j9 --step posting",
    ],
    load: async () => (await import("../commands/runs.ts")).runs,
  },
  {
    name: "approvals",
    summary: "what waits for a person: list, approve, reject",
    arguments: [
      ["<action>", "list, approve or reject"],
      ["[run]", "the run that asks"],
      ["[step]", "its step"],
    ],
    options: [
      ...remote,
      ["--role <name>", "list: of a role"],
      ["--note <text>", "what the route and the audit keep of the decision"],
    ],
    examples: ["approvals list --role fraud-desk", 'approvals approve 7-k3j9 review --note "known customer"'],
    load: async () => (await import("../commands/approvals.ts")).approvals,
  },
];
