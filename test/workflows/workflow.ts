/** What of GitHub's workflow files is needed to run their `run:` steps here, as a runner would. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { parse } from "yaml";

export interface Step {
  readonly name?: string;
  readonly if?: string;
  readonly run?: string;
  readonly uses?: string;
  readonly shell?: string;
  readonly with?: Readonly<Record<string, string | number | boolean>>;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Job {
  readonly if?: string;
  readonly needs?: string | readonly string[];
  readonly permissions?: Readonly<Record<string, string>>;
  readonly "timeout-minutes"?: number;
  readonly strategy?: { readonly matrix: { readonly environment: readonly string[] } };
  readonly env?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

export interface Workflow {
  readonly permissions?: unknown;
  readonly concurrency?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

export function readWorkflow(repository: string, name: string): Workflow {
  return parse(readFileSync(join(repository, ".github/workflows", name), "utf8")) as Workflow;
}

/** Steps and inputs of an action that lies in the repository. */
export function readAction(repository: string, uses: string): readonly Step[] {
  const { runs } = parse(readFileSync(join(repository, uses, "action.yaml"), "utf8")) as {
    readonly runs: { readonly steps: readonly Step[] };
  };
  return runs.steps;
}

/** Of GitHub's `github` context, what the workflows ask for. */
export interface GitHubContext {
  readonly actor: string;
  readonly api_url: string;
  readonly ref: string;
  readonly repository: string;
  readonly token: string;
  readonly event: {
    readonly pull_request: {
      readonly number: number;
      readonly head: { readonly repo: { readonly full_name: string } };
    };
    readonly repository: { readonly private: boolean };
  };
}

/** What expressions can ask for. */
export interface Contexts {
  readonly github: GitHubContext;
  readonly vars: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  readonly matrix?: Readonly<Record<string, string>>;
  readonly inputs?: Readonly<Record<string, string>>;
}

/**
 * An expression's value. GitHub's language, as far as the workflows here use it (paths, strings, `==`, `!`, `&&`, `||`, `cancelled()`),
 * reads the same in JavaScript.
 */
export function evaluated(expression: string, contexts: Contexts): unknown {
  return runInNewContext(`(${expression})`, { matrix: {}, inputs: {}, ...contexts, cancelled: () => false });
}

/** A text with its `${{ … }}` filled in; what is not there is nothing. */
export function filled(text: string, contexts: Contexts): string {
  return text.replaceAll(/\$\{\{(.*?)\}\}/g, (_, expression: string) => {
    const value = evaluated(expression, contexts);
    return typeof value === "string" ? value : JSON.stringify(value ?? "").replaceAll('"', "");
  });
}

/** An `if`, with or without its braces. */
export function holds(condition: string | undefined, contexts: Contexts): boolean {
  if (condition === undefined) return true;
  return Boolean(evaluated(condition.replace(/^\s*\$\{\{(.*)\}\}\s*$/s, "$1"), contexts));
}
