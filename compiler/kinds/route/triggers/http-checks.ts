import type { SpecDocument } from "../../document.ts";
import type { CheckContext } from "../../kind.ts";
import { pathParameters } from "../../system/path.ts";
import type { RouteSpec } from "../spec.ts";

type Document = SpecDocument<RouteSpec>;

/** What an HTTP trigger may not be, beyond its shape. */
export function judgeExposure(document: Document, responds: boolean, context: CheckContext): void {
  judgePath(document, context);
  judgeHeader(document, context);
  judgeKeySet(document, context);
  judgeDeadline(document, responds, context);
}

function judgePath(document: Document, { reporter }: CheckContext): void {
  const { http } = document.spec.trigger;
  if (!http) return;
  const report = (message: string, help: string): void =>
    reporter.report("WB2361", document.spanOf(http, "path"), message, { help, subject: subjectOf(document) });
  const names = pathParameters(http.path);
  const example = "A parameter is a camelCase name in braces: `/orders/{orderId}`.";
  if (/[{}]/.test(http.path.replaceAll(/\{[^{}]*\}/g, "")))
    report(`The path \`${http.path}\` has a brace without its other half.`, example);
  const odd = names.find((name) => !/^[a-zA-Z]\w*$/.test(name));
  if (odd !== undefined) report(`\`{${odd}}\` is no name that an expression could use.`, example);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    report(
      `The path \`${http.path}\` has two parameters \`{${twice}}\`.`,
      "Give them different names: `message.data` has one value for each.",
    );
}

/** Lower case: what HTTP, the edge and tracing read them for. */
const taken: Readonly<Record<string, string>> = {
  authorization: "carries tokens",
  connection: "is the connection's",
  "content-encoding": "says how the body is packed",
  "content-length": "says how long the body is",
  "content-type": "says what the body is",
  cookie: "carries a browser's sessions",
  host: "names the service",
  "idempotency-key": "names the message, and is stored with it",
  traceparent: "carries the trace, and is handed on",
  "transfer-encoding": "is the connection's",
};

function judgeHeader(document: Document, { reporter }: CheckContext): void {
  const apiKey = document.spec.trigger.http?.security?.apiKey;
  const meaning = taken[apiKey?.header?.toLowerCase() ?? ""];
  if (!apiKey || meaning === undefined) return;
  reporter.report(
    "WB2362",
    document.spanOf(apiKey, "header"),
    `The key is to come in \`${apiKey.header}\`, which ${meaning}.`,
    { help: "Take a header of its own, such as `X-Api-Key`.", subject: subjectOf(document) },
  );
}

function judgeKeySet(document: Document, { reporter }: CheckContext): void {
  const jwt = document.spec.trigger.http?.security?.jwt;
  if (!jwt || !URL.canParse(jwt.jwks)) return;
  const { protocol, hostname } = new URL(jwt.jwks);
  if (protocol === "https:" || ["localhost", "127.0.0.1", "[::1]"].includes(hostname)) return;
  reporter.report(
    "WB2360",
    document.spanOf(jwt, "jwks"),
    `The keys of \`${jwt.issuer}\` are fetched over plain HTTP: who stands between can put theirs in the place of the issuer's, and make tokens.`,
    { help: `Write \`https://${hostname}…\`.`, subject: subjectOf(document) },
  );
}

function judgeDeadline(document: Document, responds: boolean, { reporter }: CheckContext): void {
  const { http } = document.spec.trigger;
  if (http?.deadline === undefined || http.response !== undefined || responds) return;
  reporter.report(
    "WB2363",
    document.keySpan(http, "deadline"),
    `Nobody waits ${http.deadline} for an answer: no step responds, so the caller gets 202 at once.`,
    { help: "Leave `deadline` out, or add a `respond` step.", subject: subjectOf(document) },
  );
}

function subjectOf(document: Document): { readonly document: string; readonly path: string } {
  return { document: `Route ${document.metadata.name}`, path: "trigger" };
}
