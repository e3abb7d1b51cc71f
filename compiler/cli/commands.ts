import type { CommandDefinition } from "./command.ts";

const remote: readonly (readonly [string, string, string?])[] = [
  ["--url <url>", "the running service", "http://127.0.0.1:4000"],
  ["--format <format>", "pretty or json", "pretty"],
];

const report = [
  "--report <files>",
  "write it also to these, comma-separated; the ending says how: .json, .md, .sarif and .xml (JUnit) where there is that",
] as const;

/** Every command, in the order of the day's work. */
export const commands: readonly CommandDefinition[] = [
  {
    name: "init",
    summary: "a new estate: a route that works, a scenario, a CI workflow, editor settings",
    arguments: [["<name>", "the estate's name, kebab-case; also its folder"]],
    examples: ["init shop"],
    load: async () => (await import("./commands/init.ts")).init,
  },
  {
    name: "check",
    summary: "every diagnostic of the specs",
    arguments: [["[folder]", "the estate's folder"]],
    options: [
      ["--format <format>", "pretty, json, sarif, junit, github or markdown", "pretty"],
      report,
      ["--max-warnings <n>", "fail with more warnings than this"],
      ["--today <date>", "the date that waivers and sunsets are judged by (default: today)"],
      ["--fix", "apply the fixes that are safe"],
      ["--no-cache", "compile also where nothing has changed since the last time"],
      ["--timings", "print what each pass took"],
    ],
    examples: ["check", "check --report reports/check.sarif,reports/check.md", "check shop --max-warnings 0"],
    load: async () => (await import("./commands/check.ts")).check,
  },
  {
    name: "build",
    summary: "generated services and manifest.json; nothing is written where check has errors",
    arguments: [["[folder]", "the estate's folder"]],
    options: [
      ["--out <dir>", "where the services are written", "build"],
      ["--images", "also what container images are built from, in images/ of the build"],
      ["--base <image>", "what images are made from (default: Node on distroless)"],
      ["--watch", "build again after each change"],
      ["--no-cache", "compile also where nothing has changed since the last time"],
      ["--timings", "print what each pass took"],
    ],
    examples: ["build", "build --images --base node:26.10.0-slim"],
    load: async () => (await import("./commands/build.ts")).build,
  },
  {
    name: "test",
    summary: "scenarios, against the generated code on a real embedded engine and simulated systems",
    arguments: [["[name...]", "only these scenarios"]],
    options: [
      ["--format <format>", "pretty, json, junit or markdown", "pretty"],
      report,
      ["--coverage", "print which steps and mappings no scenario reached"],
    ],
    examples: ["test", "test erp-is-down --format json"],
    load: async () => (await import("./commands/test.ts")).test,
  },
  {
    name: "dev",
    summary: "builds, runs all services and simulated systems in one process, and watches",
    arguments: [["[folder]", "the estate's folder"]],
    options: [
      ["--port <port>", "where everything listens", "4000"],
      ["--data <dir>", "the store (default: .waybill/data in the folder)"],
      [
        "--demo <scenarios>",
        "send the messages of these scenarios (comma-separated) and print what became of them",
      ],
    ],
    load: async () => (await import("./commands/dev.ts")).dev,
  },
  {
    name: "run",
    summary: "one generated service, or all in one process, configured by environment variables",
    arguments: [["[service]", "a Service's name (default: all)"]],
    options: [
      ["--port <port>", "default: PORT, or 4000"],
      ["--out <dir>", "where the build is", "build"],
    ],
    examples: ["run", "WAYBILL_ENVIRONMENT=production run order-intake --port 8080"],
    load: async () => (await import("./commands/run.ts")).run,
  },
  {
    name: "simulate",
    summary: "the simulated systems alone, outliving a killed service",
    options: [
      ["--port <port>", "where they listen", "4100"],
      ["--data <dir>", "keeps what they were given over a restart"],
    ],
    load: async () => (await import("./commands/simulate.ts")).simulate,
  },
  {
    name: "send",
    summary: "one payload, correctly signed, into a run; prints what became of it",
    arguments: [
      ["<target>", "a route, or a system's webhook: shopify.ordersCreate"],
      ["<file>", "the payload"],
    ],
    options: [
      ...remote,
      ["--wait <seconds>", "how long to wait for its run", "10"],
      ["--expect <state>", "fail (1) unless its run is then done, or in another state: a smoke test"],
    ],
    examples: [
      "send shopify.ordersCreate ecommerce/examples/shopify-order-1001.json",
      "send take-parcel parcel.json --url https://staging.shop.example --wait 60 --expect done",
    ],
    load: async () => (await import("./commands/send.ts")).send,
  },
  {
    name: "trace",
    summary:
      "the timeline of a business object: messages, steps, attempts, systems, errors with their spec lines",
    arguments: [["<key>", "a run, a message, a lane, or the key of an object: an order's number"]],
    options: remote,
    load: async () => (await import("./commands/trace.ts")).trace,
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
    load: async () => (await import("./commands/deadletters.ts")).deadletters,
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
    load: async () => (await import("./commands/events.ts")).events,
  },
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
    load: async () => (await import("./commands/keys.ts")).keys,
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
    load: async () => (await import("./commands/erase.ts")).erase,
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
    load: async () => (await import("./commands/migrate.ts")).migrate,
  },
  {
    name: "backup",
    summary:
      "a running service copies its embedded store into the folder WAYBILL_BACKUPS of its machine, while it works",
    options: [...remote, ["--reason <text>", "why; it is kept in the audit"]],
    examples: ['backup --reason "before the upgrade"'],
    load: async () => (await import("./commands/backup.ts")).backup,
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
    load: async () => (await import("./commands/runs.ts")).runs,
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
    load: async () => (await import("./commands/approvals.ts")).approvals,
  },
  {
    name: "deploy",
    summary: "an environment on Kubernetes: what would change, do it, what drifted, remove it, or as YAML",
    description:
      "An environment on Kubernetes, from a build. `preview` says what `up` would do and why; `drift` what somebody changed in the cluster; `render` writes the same resources as YAML for Argo CD or Flux.",
    arguments: [["<action>", "preview, up, drift, destroy or render"]],
    options: [
      ["--environment <name>", "an environment of the Estate"],
      ["--out <dir>", "where the build is", "build"],
      ["--context <name>", "of the kubeconfig (default: its current one)"],
      ["--timeout <seconds>", "how long a workload may take until it is ready", "300"],
      ["--to <dir>", "render: where the YAML is written (default: kubernetes/<environment> in the build)"],
      ["--yes", "destroy: do not ask"],
      ["--format <format>", "pretty, json, or but for render markdown", "pretty"],
      report,
    ],
    examples: [
      "deploy preview --environment production",
      "deploy up --environment staging --format json",
      "deploy render --environment production --to manifests",
    ],
    load: async () => (await import("./commands/deploy.ts")).deploy,
  },
  {
    name: "comment",
    summary:
      "what other commands wrote as Markdown, as one comment on a pull request that is updated in place",
    description:
      "Files of Markdown as one comment on a pull request of GitHub. Written again, it takes the place of the one before. Needs GITHUB_TOKEN and GITHUB_REPOSITORY, which a workflow has.",
    arguments: [["<file...>", "as check, test and deploy write them with --format markdown"]],
    options: [
      ["--pull-request <number>", "default: the one that the workflow runs for"],
      ["--name <name>", "which comment: estates of one repository have one each", "waybill"],
      ["--dry-run", "print it, and write nothing"],
    ],
    examples: [
      "check --format markdown > check.md; waybill comment check.md --dry-run",
      "comment check.md scenarios.md preview.md --pull-request 7",
    ],
    load: async () => (await import("./commands/comment.ts")).comment,
  },
  {
    name: "import",
    summary: "a system or contract from a vendor's document, or a schema from example payloads",
    arguments: [
      ["<what>", "openapi, json-schema or sample"],
      ["<file...>", "the document, or the samples (several are merged)"],
    ],
    options: [
      ["--name <name>", "of the system or contract"],
      ["--operations <list>", "of an OpenAPI document, comma-separated (default: all)"],
      ["--out <dir>", "write there (default: print)"],
    ],
    examples: [
      "import sample order-1.json order-2.json",
      "import openapi vendor.yaml --name warehouse --operations createShipment --out warehouse",
    ],
    load: async () => (await import("./commands/import.ts")).importDocument,
  },
  {
    name: "explain",
    summary: "a diagnostic's page",
    arguments: [["<code>", "WB2203"]],
    load: async () => (await import("./commands/explain.ts")).explain,
  },
  {
    name: "format",
    summary: "canonical YAML, comments kept",
    arguments: [["[folder]", "the estate's folder"]],
    options: [["--check", "write nothing; fail where a file would change"]],
    load: async () => (await import("./commands/format.ts")).format,
  },
  {
    name: "lineage",
    summary: "where a field comes from and where it goes, hop by hop",
    arguments: [
      [
        "<field>",
        "order.email, order@2.email, sap.createSalesOrder.PurchaseOrderByCustomer; with --losses a route or a mapping",
      ],
    ],
    options: [
      ["--backward", "only where it comes from"],
      ["--forward", "only where it goes"],
      [
        "--losses",
        "instead of a field a route or a mapping: what is left behind, cut, rounded or merged on the way",
      ],
      ["--format <format>", "text, json or mermaid", "text"],
    ],
    examples: [
      "lineage order@2.email",
      "lineage settlement-line.net --forward --format mermaid",
      "lineage take-web-order --losses",
    ],
    load: async () => (await import("./commands/lineage.ts")).lineage,
  },
  {
    name: "graph",
    summary: "the estate, a route or a process as a picture",
    arguments: [["[folder]", "the estate's folder"]],
    options: [
      ["--format <format>", "mermaid, svg or json", "mermaid"],
      ["--route <name>", "one route with its steps"],
      ["--process <name>", "one process: its milestones, and the routes that reach them"],
    ],
    load: async () => (await import("./commands/graph.ts")).graph,
  },
];
