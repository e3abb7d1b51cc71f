import type { CommandDefinition } from "../command.ts";
import { remote, report } from "./options.ts";

/** What is done on the way to a service that works. */
export const developing: readonly CommandDefinition[] = [
  {
    name: "init",
    summary: "a new estate: a route that works, a scenario, a CI workflow, editor settings",
    arguments: [["<name>", "the estate's name, kebab-case; also its folder, without --folder"]],
    examples: ["init shop"],
    load: async () => (await import("../commands/init.ts")).init,
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
    load: async () => (await import("../commands/check.ts")).check,
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
    load: async () => (await import("../commands/build.ts")).build,
  },
  {
    name: "test",
    summary: "scenarios, against the generated code on a real engine and simulated systems",
    arguments: [["[name...]", "only these scenarios"]],
    options: [
      ["--format <format>", "pretty, json, junit or markdown", "pretty"],
      report,
      ["--coverage", "print which steps and mappings no scenario reached"],
      [
        "--engine <engine>",
        "embedded, or distributed: on a PostgreSQL and a Restate, started here",
        "embedded",
      ],
    ],
    examples: ["test", "test erp-is-down --format json", "test --engine distributed"],
    load: async () => (await import("../commands/test.ts")).test,
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
      [
        "--engine <engine>",
        "embedded, or distributed: on Kafka, PostgreSQL and Restate, started here for a look (needs Java 17, and Maven once)",
        "embedded",
      ],
    ],
    load: async () => (await import("../commands/dev.ts")).dev,
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
    load: async () => (await import("../commands/run.ts")).run,
  },
  {
    name: "simulate",
    summary: "the simulated systems alone, outliving a killed service",
    options: [
      ["--port <port>", "where they listen", "4100"],
      ["--data <dir>", "keeps what they were given over a restart"],
    ],
    load: async () => (await import("../commands/simulate.ts")).simulate,
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
    load: async () => (await import("../commands/send.ts")).send,
  },
];
