/** GitHub's comments on a pull request (REST API, version 2022-11-28: issue comments). */
import { UsageError } from "../usage.ts";

export interface Repository {
  /** `https://api.github.com`, or an Enterprise server's. */
  readonly api: string;
  /** `owner/name`. */
  readonly name: string;
  readonly token: string;
}

interface Comment {
  readonly id: number;
  readonly body?: string;
  readonly html_url: string;
  readonly user?: { readonly type?: string } | null;
}

/** A page of comments; GitHub gives no more than a hundred. */
const pageSize = 100;

export interface Written {
  readonly url: string;
  readonly updated: boolean;
}

/**
 * Writes a comment, or puts it in the place of the one that begins with the same mark.
 * @param body begins with `mark`
 * @param ours whether a comment with the mark can be taken for one of ours
 */
export async function writeComment(
  repository: Repository,
  pullRequest: number,
  mark: string,
  body: string,
  ours: (author: string | undefined) => boolean,
): Promise<Written> {
  const path = `/repos/${repository.name}/issues`;
  for (let page = 1; ; page++) {
    const comments = await ask<readonly Comment[]>(
      repository,
      "GET",
      `${path}/${pullRequest}/comments?per_page=${pageSize}&page=${page}`,
    );
    const found = comments.find((each) => each.body?.startsWith(mark) === true && ours(each.user?.type));
    if (found) {
      const { html_url: url } = await ask<Comment>(repository, "PATCH", `${path}/comments/${found.id}`, body);
      return { url, updated: true };
    }
    if (comments.length < pageSize) break;
  }
  const { html_url: url } = await ask<Comment>(repository, "POST", `${path}/${pullRequest}/comments`, body);
  return { url, updated: false };
}

async function ask<Answer>(
  { api, token }: Repository,
  method: string,
  path: string,
  body?: string,
): Promise<Answer> {
  const response = await fetch(`${api}${path}`, {
    method,
    headers: {
      accept: "application/vnd.github+json",
      authorization: `Bearer ${token}`,
      "user-agent": "waybill",
      "x-github-api-version": "2022-11-28",
    },
    ...(body === undefined ? {} : { body: JSON.stringify({ body }) }),
    signal: AbortSignal.timeout(30_000),
  }).catch((error: unknown) => {
    throw new UsageError(`${api} does not answer: ${error instanceof Error ? error.message : String(error)}`);
  });
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok) return answer as Answer; // as GitHub documents it
  const why = (answer as { message?: string } | undefined)?.message ?? "";
  const hint =
    response.status === 403 || response.status === 404 ? " The token needs pull-requests: write." : "";
  throw new UsageError(`${method} ${api}${path} was answered ${response.status} ${why}.${hint}`);
}
