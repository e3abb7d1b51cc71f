import { existsSync, readFileSync } from "node:fs";
import { type Options, type Run, textOption } from "../command.ts";
import { print } from "../output.ts";
import { type Repository, writeComment } from "../report/github.ts";
import { UsageError } from "../usage.ts";

/** GitHub refuses a comment of more characters than 65,536. Some are left for what is said of what was cut. */
const most = 65_000;

/** Sections that other commands wrote, as one comment on a pull request. A file that is not there was not written: that is said, and is no error. */
export const comment: Run = async ([given], options) => {
  const files = typeof given === "string" ? [given] : (given ?? []);
  const name = textOption(options, "name") ?? "waybill";
  const mark = `<!-- ${JSON.stringify(name).replaceAll("-->", "")} is written anew by waybill comment -->`;
  const body = shortened(`${mark}\n${files.map(section).join("\n\n")}\n`);
  if (options["dryRun"] === true) {
    print(body);
    return 0;
  }
  const pullRequest = pullRequestOf(options);
  // Where a workflow writes, whoever else copies the mark is not taken for it.
  const ours = (author: string | undefined) => process.env["GITHUB_ACTIONS"] !== "true" || author === "Bot";
  const { url, updated } = await writeComment(repository(), pullRequest, mark, body, ours);
  print(`${updated ? "updated" : "written"}: ${url}`);
  return 0;
};

function section(file: string): string {
  return existsSync(file)
    ? readFileSync(file, "utf8").trim()
    : `### ${file.replace(/^.*\//, "").replace(/\.md$/, "")}: nothing was written; the job's log says why`;
}

/** Whole lines, so that no markup is left open. */
function shortened(body: string): string {
  if (body.length <= most) return body;
  return `${body.slice(0, body.lastIndexOf("\n", most))}\n\nThe rest is left out here; the job's log has it.\n`;
}

function pullRequestOf(options: Options): number {
  const said =
    textOption(options, "pullRequest") ?? /^refs\/pull\/(\d+)\//.exec(process.env["GITHUB_REF"] ?? "")?.[1];
  if (said === undefined) throw new UsageError("which pull request? --pull-request 7");
  if (!/^[1-9]\d*$/.test(said)) throw new UsageError(`--pull-request is a number, not ${said}`);
  return Number(said);
}

function repository(): Repository {
  const { GITHUB_TOKEN: token, GITHUB_REPOSITORY: name, GITHUB_API_URL: api } = process.env;
  if (!token || !name)
    throw new UsageError(
      "a comment needs GITHUB_TOKEN, and GITHUB_REPOSITORY as owner/name. --dry-run prints what would be written",
    );
  return { api: api ?? "https://api.github.com", name, token };
}
