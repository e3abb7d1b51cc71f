import type { Security } from "../../../../runtime/contract/security.ts";
import type { EdgeContext } from "../../../../runtime/edge/context.ts";
import { Answered } from "../../../../runtime/edge/problem.ts";
import type { EdgeRequest } from "../../../../runtime/edge/request.ts";
import { admission } from "../../../../runtime/edge/security/index.ts";

export interface Door {
  /** Milliseconds since the epoch. */
  now: number;
  secret: string;
  /** What the issuer answers; a throw is a connection that fails. */
  keySet(url: URL): { readonly status: number; readonly body: string };
  /** Addresses that were asked for keys. */
  readonly fetched: string[];
  readonly warnings: string[];
  /** `let in as <id>`, or the status and detail. */
  ask(headers: Readonly<Record<string, string>>): Promise<string>;
  challenge(headers: Readonly<Record<string, string>>): Promise<string>;
}

/** A route's door without the route. */
export function door(security: Security): Door {
  const context: Pick<EdgeContext, "now" | "secret" | "keySet" | "warn"> = {
    now: () => self.now,
    secret: () => self.secret,
    warn: (message) => void self.warnings.push(message),
    keySet: {
      address: (declared) => new URL(declared),
      async get(url) {
        self.fetched.push(url.href);
        return self.keySet(url);
      },
    },
  };
  // What a door needs of the rest: nothing.
  const admit = admission(security, context as EdgeContext);
  const answered = async (headers: Readonly<Record<string, string>>) => {
    try {
      return await admit?.({ headers } as EdgeRequest); // and of a request, its headers
    } catch (error) {
      if (error instanceof Answered) return error.response;
      throw error;
    }
  };
  const self: Door = {
    now: Date.parse("2026-11-26T09:00:00Z"),
    secret: "",
    keySet: () => ({ status: 404, body: "" }),
    fetched: [],
    warnings: [],
    async ask(headers) {
      const answer = await answered(headers);
      if (!answer || !("status" in answer)) return `let in as ${answer?.id ?? "anybody"}`;
      return `${answer.status} ${(JSON.parse(answer.body ?? "{}") as { detail?: string }).detail}`;
    },
    async challenge(headers) {
      const answer = await answered(headers);
      return answer && "status" in answer ? String(answer.headers?.["www-authenticate"] ?? "") : "";
    },
  };
  return self;
}
