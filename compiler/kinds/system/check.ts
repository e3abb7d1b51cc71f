import type { LinkedOperation } from "../../model/model.ts";
import { isExpression } from "../../source/node.ts";
import type { SpecDocument } from "../document.ts";
import type { LinkContext } from "../kind.ts";
import { pathParameters, substitutions } from "./path.ts";
import { checkSignature } from "./signature.ts";
import type { SystemSpec, WebhookSpec } from "./spec.ts";

/** It is reached in every environment, in one way, and each status means one thing. */
export function checkSystem(document: SpecDocument<SystemSpec>, context: LinkContext): void {
  checkEndpoints(document, context);
  const { authentication, failures = {} } = document.spec;
  if (authentication) {
    const ways = Object.keys(authentication).filter((way) => way !== "csrfToken");
    if (ways.length > 1) {
      context.reporter.report(
        "WB2404",
        document.spanOf(document.spec, "authentication"),
        `This system is given ${ways.length} ways of authentication: ${ways.join(" and ")}.`,
        {
          help: "Keep one of them; `csrfToken` may stand beside it.",
        },
      );
    }
  }
  const classes = new Map<string, string>();
  for (const [name, list] of Object.entries(failures)) {
    for (const [index, code] of list.entries()) {
      const other = classes.get(String(code));
      if (other === undefined) classes.set(String(code), name);
      else {
        context.reporter.report(
          "WB2409",
          document.spanOf(list, index),
          `${code} is both ${other} and ${name}.`,
          {
            help: "Keep it where it belongs: only one class decides whether it is tried again.",
          },
        );
      }
    }
  }
}

function checkEndpoints(document: SpecDocument<SystemSpec>, context: LinkContext): void {
  const environments = context.model.estate?.spec.environments;
  if (!environments) return;
  const { endpoints } = document.spec;
  for (const name of Object.keys(endpoints)) {
    if (!Object.hasOwn(environments, name)) {
      context.names.unknown(
        "environment of the estate",
        name,
        Object.keys(environments),
        document.keySpan(endpoints, name),
      );
    }
  }
  const missing = Object.keys(environments).filter((name) => !Object.hasOwn(endpoints, name));
  // A misspelt environment is the same mistake, and was reported.
  if (missing.length === 0 || Object.keys(endpoints).some((name) => !Object.hasOwn(environments, name)))
    return;
  context.reporter.report(
    "WB2401",
    document.keySpan(document.spec, "endpoints"),
    `This system has no endpoint for ${missing.join(" and ")}.`,
    {
      help: `Add ${missing.map((name) => `\`${name}: https://…\``).join(" and ")}, or \`simulated\`.`,
    },
  );
}

export function checkWebhook(
  document: SpecDocument<SystemSpec>,
  name: string,
  webhook: WebhookSpec,
  context: LinkContext,
): void {
  const ways = Object.keys(webhook.verify ?? {});
  if (!webhook.verify || ways.length === 0) {
    context.reporter.report(
      "WB2403",
      document.keySpan(document.spec.webhooks ?? {}, name),
      `Webhook "${name}" does not say how its sender proves itself.`,
      {
        help: "Add `verify: { hmac: … }`, `{ stripe: { secret } }`, `{ standardWebhooks: { secret } }`, or `{ none: { reason } }` where nobody else can reach it.",
      },
    );
  } else if (ways.length > 1) {
    context.reporter.report(
      "WB2404",
      document.spanOf(webhook, "verify"),
      `Webhook "${name}" is verified in ${ways.length} ways: ${ways.join(" and ")}.`,
      {
        help: "Keep one of them.",
      },
    );
  } else if (webhook.verify.hmac) {
    checkSignature(webhook.verify.hmac, document.spanOf(webhook.verify, "hmac"), context);
  }
}

export function checkOperation(
  document: SpecDocument<SystemSpec>,
  name: string,
  operation: LinkedOperation,
  context: LinkContext,
): void {
  checkPath(document, operation, context);
  const { idempotent } = operation.spec;
  if (typeof idempotent !== "object") return;
  if ("header" in idempotent === "verify" in idempotent) {
    context.reporter.report(
      "WB2404",
      document.spanOf(document.spec.operations?.[name] ?? operation.spec, "idempotent"),
      `Operation "${name}" is idempotent either by a header or by looking first.`,
      {
        help: "Say `{ header: Idempotency-Key }`, or `{ verify: findOrder, with: …, found: … }`.",
      },
    );
  } else if ("verify" in idempotent) checkVerify(document, operation, idempotent, context);
}

function checkVerify(
  document: SpecDocument<SystemSpec>,
  operation: LinkedOperation,
  idempotent: { readonly verify: string },
  context: LinkContext,
): void {
  const system = context.model.systems.get(document.metadata.name);
  const span = document.spanOf(idempotent, "verify");
  const verify = system?.operations.get(idempotent.verify);
  if (!verify) {
    const written = Object.hasOwn(document.spec.operations ?? {}, idempotent.verify);
    if (!written)
      context.names.unknown(
        `operation of system "${document.metadata.name}"`,
        idempotent.verify,
        system?.operations.keys() ?? [],
        span,
      );
  } else if (
    !["GET", "HEAD"].includes(verify.spec.request.method) &&
    (verify === operation || typeof verify.spec.idempotent === "object")
  ) {
    context.reporter.report(
      "WB2410",
      span,
      `"${idempotent.verify}" changes something itself, so it cannot tell what an earlier attempt did.`,
      {
        help: "Name an operation that only reads.",
        related: [{ message: "It is declared here.", span: verify.span }],
      },
    );
  }
}

function checkPath(
  document: SpecDocument<SystemSpec>,
  { spec, span }: LinkedOperation,
  context: LinkContext,
): void {
  const { path } = spec.request;
  if (path.startsWith("=")) {
    const node = document.nodeOf(spec.request, "path");
    if (isExpression(node) && substitutions(node.text.slice(1).trim())) return;
    context.reporter.report(
      "WB2407",
      node.span,
      "This path is an expression, but not one template literal.",
      {
        help: "Write `/orders/{id}` with a parameter `id`, or one template literal: what is put into it is encoded.",
      },
    );
    return;
  }
  for (const parameter of pathParameters(path)) {
    if (spec.parameters && Object.hasOwn(spec.parameters, parameter)) continue;
    const known = Object.keys(spec.parameters ?? {});
    context.reporter.report(
      "WB2402",
      pathSpan(document, spec.request) ?? span,
      `The path names "{${parameter}}", but the operation has no such parameter.`,
      {
        help:
          known.length > 0
            ? `Its parameters are ${known.join(", ")}.`
            : `Add \`parameters: { ${parameter}: { type: string } }\`.`,
      },
    );
  }
}

/** Operations of an OpenAPI document were not read from this document, and have their span only. */
function pathSpan(document: SpecDocument<SystemSpec>, request: { readonly path: string }) {
  const written = Object.values(document.spec.operations ?? {}).some(
    (operation) => operation.request === request,
  );
  return written ? document.spanOf(request, "path") : undefined;
}
