import type { CommandDefinition } from "../command.ts";
import { report } from "./options.ts";

/** What a pipeline does. */
export const delivering: readonly CommandDefinition[] = [
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
    load: async () => (await import("../commands/deploy.ts")).deploy,
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
    load: async () => (await import("../commands/comment.ts")).comment,
  },
];
