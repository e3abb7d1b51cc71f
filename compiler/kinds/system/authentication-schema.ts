import { duration, later, object, secret, text, word } from "../vocabulary.ts";

/** How Waybill proves itself to a system. */
export const authenticationSchema = object(
  {
    header: object(
      {
        name: text("The header, such as `X-Shopify-Access-Token`."),
        secret: secret("The secret that it carries."),
        prefix: text("What stands before the secret, such as `Token `."),
      },
      ["name", "secret"],
      "A secret in a header.",
    ),
    basic: object({ secret: secret("`user:password`.") }, ["secret"], "HTTP basic authentication."),
    bearer: object({ secret: secret("The token.") }, ["secret"], "A bearer token."),
    oauth2Client: object(
      {
        tokenUrl: text("Where tokens come from; a path resolves against the endpoint."),
        secret: secret("`id:secret` of the client."),
        scope: text("The scope to ask for."),
        audience: text("The audience to ask for."),
      },
      ["tokenUrl", "secret"],
      "OAuth 2 client credentials (RFC 6749, section 4.4).",
    ),
    mutualTls: later("A client certificate.", "let a proxy beside the service hold the certificate"),
    csrfToken: {
      type: "boolean",
      description:
        "SAP's CSRF token: fetched first, sent with its cookies on every change, and fetched anew when the system asks for it.",
    },
  },
  [],
  "How to prove who is calling: one of `header`, `basic`, `bearer`, `oauth2Client`; with `csrfToken` where the system wants one. Secrets come from `WAYBILL_SECRET_<NAME>`.",
);

const hmac = object(
  {
    algorithm: word(["sha1", "sha256", "sha512"], "The hash."),
    header: text("The header that carries the signature."),
    encoding: word(["base64", "hex"], "How the signature is written."),
    secret: secret("The shared secret."),
    content: text(
      "What is signed, with `{body}`, `{timestamp}`, `{id}` and `{url}` in their places. Default: `{body}`.",
    ),
    format: word(
      ["plain", "pairs", "versioned"],
      "The header's form: the signature itself (`plain`, the default), `t=…,v1=…` (`pairs`), or `v1,… v1,…` (`versioned`).",
    ),
    version: text("Which signature of several counts, such as `v1`."),
    prefix: text("What stands before a plain signature, such as `sha256=`."),
    timestampHeader: text("The header with the time of sending."),
    timestampPair: text("In `pairs`, the name of the time of sending, such as `t`."),
    idHeader: text("The header with the message's id, where that is signed too."),
    tolerance: duration("How far the time of sending may be off. Default: not looked at."),
    secretFormat: word(["text", "base64"], "The secret's own form. Default: `text`."),
    secretPrefix: text("What stands before a base64 secret, such as `whsec_`."),
  },
  ["algorithm", "header", "encoding", "secret"],
  "An HMAC over the message, all of it as data.",
);

const preset = (name: string) =>
  object(
    {
      secret: secret("The shared secret."),
      tolerance: duration("How far the time of sending may be off. Default: `5m`."),
    },
    ["secret"],
    name,
  );

/** How a system proves itself to Waybill. */
export const verifySchema = object(
  {
    hmac,
    stripe: preset("Stripe's signature."),
    standardWebhooks: preset("Standard Webhooks (standardwebhooks.com)."),
    none: object({ reason: text("Why nobody else can send it.") }, ["reason"], "No proof at all."),
  },
  [],
  "How the sender proves itself: exactly one of these.",
);
