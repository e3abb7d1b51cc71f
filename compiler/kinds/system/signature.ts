import type { HmacVerification } from "../../../runtime/contract/system.ts";
import type { Span } from "../../source/source.ts";
import { parseDuration } from "../duration.ts";
import type { LinkContext } from "../kind.ts";
import type { HmacSpec, WebhookSpec } from "./spec.ts";

/** What is signed must be there to be read: a timestamp and an id come from somewhere. */
export function checkSignature(hmac: HmacSpec, span: Span, context: Pick<LinkContext, "reporter">): void {
  const content = hmac.content ?? "{body}";
  const says = (message: string, help: string) => context.reporter.report("WB2405", span, message, { help });
  const timed = hmac.timestampHeader !== undefined || hmac.timestampPair !== undefined;
  if (!content.includes("{body}"))
    says("The signature does not cover the body.", "Put `{body}` into `content`.");
  for (const [word] of content.matchAll(/\{[^{}]*\}/g)) {
    if (!["{body}", "{timestamp}", "{id}", "{url}"].includes(word))
      says(
        `The signed content names "${word}", which is not known.`,
        "Known are `{body}`, `{timestamp}`, `{id}` and `{url}`.",
      );
  }
  if (content.includes("{timestamp}") && !timed)
    says(
      "The timestamp is signed, but not said where it is.",
      "Add `timestampHeader`, or `timestampPair` for a header of pairs.",
    );
  if (content.includes("{id}") && hmac.idHeader === undefined)
    says("The id is signed, but not said where it is.", "Add `idHeader`.");
  if (hmac.tolerance !== undefined && !timed)
    says(
      "A tolerance needs a timestamp.",
      "Add `timestampHeader`, or `timestampPair` for a header of pairs.",
    );
  if (hmac.timestampPair !== undefined && hmac.format !== "pairs")
    says(
      "`timestampPair` names a part of a header of pairs.",
      "Add `format: pairs`, or use `timestampHeader`.",
    );
  if (hmac.format === "pairs" && hmac.version === undefined)
    says("A header of pairs needs the name of the signature's pair.", "Add `version: v1`.");
}

const fiveMinutes = 300;

/** Every way to verify as data for the one verifier. Undefined where there is none, by `none`. */
export function lowerVerify(verify: NonNullable<WebhookSpec["verify"]>): HmacVerification | undefined {
  if (verify.hmac) return lowerHmac(verify.hmac);
  if (verify.stripe) {
    // https://docs.stripe.com/webhooks#verify-manually: the secret is used as text, its `whsec_` included.
    return {
      algorithm: "sha256",
      header: "stripe-signature",
      encoding: "hex",
      secret: verify.stripe.secret,
      content: "{timestamp}.{body}",
      format: "pairs",
      version: "v1",
      timestampPair: "t",
      toleranceSeconds: seconds(verify.stripe.tolerance) ?? fiveMinutes,
      secretFormat: "text",
    };
  }
  if (verify.standardWebhooks) {
    // https://www.standardwebhooks.com: base64 secret after `whsec_`, several signatures separated by spaces.
    return {
      algorithm: "sha256",
      header: "webhook-signature",
      encoding: "base64",
      secret: verify.standardWebhooks.secret,
      content: "{id}.{timestamp}.{body}",
      format: "versioned",
      version: "v1",
      timestampHeader: "webhook-timestamp",
      idHeader: "webhook-id",
      toleranceSeconds: seconds(verify.standardWebhooks.tolerance) ?? fiveMinutes,
      secretFormat: "base64",
      secretPrefix: "whsec_",
    };
  }
  return undefined;
}

function lowerHmac(hmac: HmacSpec): HmacVerification {
  const { tolerance, header, timestampHeader, idHeader, ...rest } = hmac;
  const toleranceSeconds = seconds(tolerance);
  return {
    ...rest,
    header: header.toLowerCase(),
    content: hmac.content ?? "{body}",
    format: hmac.format ?? "plain",
    secretFormat: hmac.secretFormat ?? "text",
    ...(timestampHeader !== undefined && { timestampHeader: timestampHeader.toLowerCase() }),
    ...(idHeader !== undefined && { idHeader: idHeader.toLowerCase() }),
    ...(toleranceSeconds !== undefined && { toleranceSeconds }),
  };
}

function seconds(duration: string | undefined): number | undefined {
  return duration === undefined ? undefined : parseDuration(duration) / 1_000;
}
