import { createHash } from "node:crypto";
import { Failure } from "../contract/failure.ts";
import type { Route } from "../contract/route.ts";
import type { Webhook } from "../contract/system.ts";
import { accept, accepted } from "./accept.ts";
import { validBody } from "./body.ts";
import type { EdgeContext } from "./context.ts";
import { refuse } from "./problem.ts";
import type { EdgeRequest, Handler } from "./request.ts";
import { signatureFault } from "./signature.ts";

/** A webhook's address: signature first, on the raw bytes, then its payload; then a run of each route it triggers. */
export function webhookHandler(
  context: EdgeContext,
  webhook: Webhook<unknown>,
  routes: readonly Route<unknown>[],
): Handler {
  return async (request) => {
    verify(context, webhook, request);
    const { data, text } = validBody(request, webhook.payload);
    const incoming = {
      id: idOf(webhook, request, data) ?? repeatable(request),
      type: `${webhook.system.name}.${webhook.name}`,
      source: webhook.system.name,
      headers: request.headers,
      data,
      text,
      contract: webhook.payload,
    };
    const runs = await Promise.all(routes.map((route) => accept(context, route, incoming, context.now())));
    const [first] = runs;
    return first ? accepted(first) : { status: 204 };
  };
}

function verify(context: EdgeContext, webhook: Webhook<unknown>, request: EdgeRequest): void {
  if (!webhook.verify) return;
  const { verify: verification, system } = webhook;
  const signed = {
    headers: request.headers,
    body: request.body,
    url: verification.content.includes("{url}") ? addressOf(context, request) : "",
    now: context.now(),
  };
  const fault = signatureFault(verification, context.secret(verification.secret, system), signed);
  if (!fault) return;
  const previous = context.previousSecret?.(verification.secret);
  if (previous === undefined || signatureFault(verification, previous, signed))
    refuse({ status: 401, title: "The signature does not hold", detail: fault });
}

/** As its sender wrote it: what it signed. */
function addressOf(context: EdgeContext, { url }: EdgeRequest): string {
  return `${context.publicUrl()}${url.pathname}${url.search}`;
}

function idOf(webhook: Webhook<unknown>, { headers }: EdgeRequest, payload: unknown): string | undefined {
  try {
    return webhook.id?.(headers, payload)?.trim() || undefined; // a blank id is shared by all that have none
  } catch (error) {
    if (!(error instanceof Failure || error instanceof TypeError)) throw error;
    return refuse({ status: 422, title: "The message has no id", detail: error.message });
  }
}

/** Where the sender gives no id, the same bytes are the same message: senders repeat what they got no answer to. */
function repeatable({ body }: EdgeRequest): string {
  return createHash("sha256").update(body).digest("hex").slice(0, 32);
}
