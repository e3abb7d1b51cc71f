import { Failure } from "../../contract/failure.ts";
import { headerOf, type WireResponse } from "../transport.ts";
import type { Scheme, SchemeContext } from "./scheme.ts";

const safe = new Set(["GET", "HEAD", "OPTIONS"]);

interface Session {
  readonly token: string;
  readonly cookie: string;
}

/**
 * SAP Gateway's CSRF protection around another scheme: a token asked for with `X-CSRF-Token: Fetch`, sent with its session's
 * cookies on all that changes state, and asked for anew after a 403 that says `X-CSRF-Token: Required`.
 */
export function csrfToken(inner: Scheme, context: SchemeContext): Scheme {
  let session: Session | undefined;
  let fetching: Promise<Session> | undefined;

  function current(signal: AbortSignal): Promise<Session> | Session {
    if (session) return session;
    fetching ??= fetchSession(inner, context, signal)
      .then((fresh) => {
        session = fresh;
        return fresh;
      })
      .finally(() => {
        fetching = undefined;
      });
    return fetching;
  }

  return {
    async headers(request, signal) {
      const own = await inner.headers(request, signal);
      if (safe.has(request.method)) return own;
      const { token, cookie } = await current(signal);
      return { ...own, "x-csrf-token": token, ...(cookie ? { cookie } : {}) };
    },
    stale(response, request) {
      const required =
        response.status === 403 && headerOf(response, "x-csrf-token")?.toLowerCase() === "required";
      if (required && request.headers["x-csrf-token"] === session?.token) session = undefined;
      return required || (inner.stale?.(response, request) ?? false);
    },
  };
}

async function fetchSession(inner: Scheme, context: SchemeContext, signal: AbortSignal): Promise<Session> {
  const url = new URL(context.endpoint);
  if (!url.pathname.endsWith("/")) url.pathname += "/";
  const ask = async () => {
    const own = await inner.headers({ method: "GET" }, signal);
    const request = {
      method: "GET",
      url,
      headers: { ...own, "x-csrf-token": "Fetch", accept: "application/json" },
    };
    const response = await context.transport.send(request, signal);
    return { request, response };
  };
  let { request, response } = await ask();
  if (inner.stale?.(response, request)) ({ request, response } = await ask());
  const token = headerOf(response, "x-csrf-token");
  if (!token || token.toLowerCase() === "required") {
    throw new Failure("transient", `${context.system} gave no CSRF token: status ${response.status}.`, {
      status: response.status,
    });
  }
  return { token, cookie: cookiesOf(response) };
}

function cookiesOf(response: WireResponse): string {
  const set = response.headers["set-cookie"] ?? [];
  return (typeof set === "string" ? [set] : set).map((each) => each.split(";")[0] ?? "").join("; ");
}
