import { problem } from "../problem.ts";
import type { Handler } from "../request.ts";
import { holdsKey } from "../security/holds-key.ts";

/** Lets in who has the token as a bearer (RFC 6750). Without a token nobody is let in. */
export function guarded(token: string | undefined, handler: Handler): Handler {
  return async (request) => {
    if (token === undefined)
      return problem({ status: 403, title: "Closed", detail: "WAYBILL_ADMIN_TOKEN is not set" });
    const given = /^Bearer (.+)$/i.exec(request.headers["authorization"] ?? "")?.[1];
    if (!holdsKey(given, token))
      return problem(
        { status: 401, title: "Not authorised", detail: "send WAYBILL_ADMIN_TOKEN as Authorization: Bearer" },
        { "www-authenticate": "Bearer" },
      );
    return handler(request);
  };
}
