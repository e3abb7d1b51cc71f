import { type Options, textOption } from "../command.ts";
import { UsageError } from "../usage.ts";

/** A running service, spoken to over HTTP: never its store's file. */
export interface Remote {
  readonly url: string;
  get(path: string): Promise<RemoteAnswer>;
  post(path: string, body: string, headers?: Readonly<Record<string, string>>): Promise<RemoteAnswer>;
}

export interface RemoteAnswer {
  readonly status: number;
  readonly location?: string;
  /** JSON where it was JSON, else the text. */
  readonly body: unknown;
}

export function remoteOf(options: Options): Remote {
  const url = (textOption(options, "url") ?? "http://127.0.0.1:4000").replace(/\/$/, "");
  if (!/^https?:\/\//.test(url) || !URL.canParse(url))
    throw new UsageError(`--url is an address such as http://127.0.0.1:4000, not ${url}`);
  const token = process.env["WAYBILL_ADMIN_TOKEN"] ?? "local";
  const request = async (
    method: string,
    path: string,
    body?: string,
    headers: Readonly<Record<string, string>> = {},
  ) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        accept: "application/json",
        ...(isOperators(path) ? { authorization: `Bearer ${token}` } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
    }).catch((error: unknown) => {
      throw new UsageError(
        `nothing answers at ${url} (${causeOf(error)}). Start it with: waybill dev, or name it with --url`,
      );
    });
    if (response.status === 401 && isOperators(path))
      throw new UsageError(
        `${url} refuses this administrator: set WAYBILL_ADMIN_TOKEN to the token of that environment`,
      );
    const text = await response.text();
    const location = response.headers.get("location");
    return { status: response.status, body: parsed(text), ...(location ? { location } : {}) };
  };
  return {
    url,
    get: (path) => request("GET", path),
    post: (path, body, headers) =>
      request("POST", path, body, { "content-type": "application/json", ...headers }),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function causeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof Error && "code" in cause) return String(cause.code);
  return error instanceof Error ? error.message : String(error);
}

/** A place in a body that was refused, as RFC 9457 problems of a service say it. */
interface Place {
  readonly pointer?: string;
  readonly reason?: string;
}

/** The title and detail of an RFC 9457 problem in a line, and a line for each place that it says. */
export function problemText(answer: RemoteAnswer): string {
  const problem =
    typeof answer.body === "object" && answer.body !== null
      ? (answer.body as { title?: string; detail?: string; errors?: readonly Place[] })
      : {};
  const places = (problem.errors ?? []).map(({ pointer = "", reason = "" }) => `\n  ${pointer} ${reason}`);
  return [String(answer.status), problem.title, problem.detail].filter(Boolean).join(" · ") + places.join("");
}

/** Addresses that want the administrator's token. */
function isOperators(path: string): boolean {
  return path.startsWith("/admin") || path === "/events";
}
