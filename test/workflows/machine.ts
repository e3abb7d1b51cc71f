import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { installed } from "./repository.ts";
import type { Machine } from "./runner.ts";
import type { Contexts, GitHubContext } from "./workflow.ts";

/** A folder for one file of tests, gone after it. */
export function workFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "waybill-workflows-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A runner with what GitHub would say of pull request 7 of a repository of one's own. */
export function machineOf(
  folder: string,
  repository: string,
  contexts: Partial<Omit<Contexts, "github">> & { readonly github?: Partial<GitHubContext> },
  more: Partial<Machine> = {},
): Machine {
  const name = "shop/integration";
  return {
    folder: join(folder, "runs"),
    repository,
    contexts: {
      vars: {},
      secrets: {},
      ...contexts,
      github: {
        actor: "jo",
        api_url: "http://127.0.0.1:9",
        ref: "refs/pull/7/merge",
        repository: name,
        token: "of-the-job",
        event: {
          pull_request: { number: 7, head: { repo: { full_name: name } } },
          repository: { private: false },
        },
        ...contexts.github,
      },
    },
    ...more,
    instead: { ...installed, ...more.instead },
  };
}
