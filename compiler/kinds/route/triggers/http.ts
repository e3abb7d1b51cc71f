import type { HttpTrigger } from "../../../plan/trigger.ts";
import { parseDuration, parseRate } from "../../duration.ts";
import { pathParameters } from "../../system/path.ts";
import { contractReference, duration, object, rate, word } from "../../vocabulary.ts";
import type { HttpTriggerSpec } from "../spec.ts";
import { judgeExposure } from "./http-checks.ts";
import { lowerSecurity, securitySchema } from "./http-security.ts";
import type { TriggerKind } from "./kind.ts";

/** Somebody asks by HTTP. */
export const httpTrigger: TriggerKind = {
  name: "http",
  schema: object(
    {
      method: word(["GET", "POST", "PUT", "PATCH", "DELETE"], "The HTTP method."),
      path: {
        type: "string",
        pattern: "^/",
        "x-error": "a path that begins with `/`, such as `/orders`",
        description: "Its path under `/api`, with `{name}` for parameters.",
      },
      request: contractReference(
        "The contract of the body, which is `message.data`. Without it, `message.data` holds the path's and query's parameters.",
      ),
      response: contractReference("The contract of the body of a good answer, which `respond` gives."),
      security: securitySchema,
      rate: rate("How many requests are let in; the rest get 429."),
      deadline: duration("How long the caller waits for `respond`."),
    },
    ["method", "path"],
    "A request. Without a `respond` step the caller gets 202 as soon as the message is safe.",
  ),
  link(document, context) {
    const { http } = document.spec.trigger;
    for (const key of ["request", "response"] as const)
      if (http?.[key] !== undefined) context.names.find("Contract", http[key], document.spanOf(http, key));
  },
  prepare(document, model) {
    const { http } = document.spec.trigger;
    if (!http) return undefined;
    const request = http.request === undefined ? undefined : model.contracts.get(http.request)?.schema;
    const response = http.response === undefined ? undefined : model.contracts.get(http.response)?.schema;
    if ((http.request !== undefined && !request) || (http.response !== undefined && !response))
      return undefined;
    return {
      ...(request ? { data: request } : { dataType: parametersType(http.path) }),
      answer: { to: "http", ...(response && { body: response }) },
      lower: ({ synchronous }) => ({
        trigger: {
          ...plain(http, synchronous),
          ...(request && { request: request.type }),
          ...(response && { response: response.type }),
        },
        ...(request && { data: request.type }),
      }),
    };
  },
  judge(document, responds, context) {
    judgeExposure(document, responds, context);
    const { reporter } = context;
    const { http } = document.spec.trigger;
    const subject = { document: `Route ${document.metadata.name}`, path: "trigger" };
    if (http?.response !== undefined && !responds)
      reporter.report(
        "WB2308",
        document.keySpan(http, "response"),
        `The caller is promised \`${http.response}\`, but no step responds.`,
        {
          help: `Add \`{ respond: { status: 200, body: … } }\`, or leave \`response\` out: the caller gets 202 and the run's address then.`,
          subject,
        },
      );
    if (http?.request !== undefined && http.method === "GET")
      reporter.report("WB2315", document.keySpan(http, "request"), "A GET request has no body.", {
        help: "Leave `request` out and read the path's and query's parameters from `message.data`, or use POST.",
        subject,
      });
  },
};

/** Those of the path are always there, those of the query may be missing. */
function parametersType(path: string): string {
  const always = pathParameters(path).map((name) => `readonly ${JSON.stringify(name)}: string; `);
  return `{ ${always.join("")}readonly [name: string]: string | undefined }`;
}

function plain(http: HttpTriggerSpec, synchronous: boolean): HttpTrigger {
  return {
    kind: "http",
    method: http.method,
    path: http.path,
    parameters: pathParameters(http.path),
    ...(http.security && { security: lowerSecurity(http.security) }),
    ...(http.rate !== undefined && { ratePerSecond: parseRate(http.rate) }),
    ...(http.deadline !== undefined && { deadlineMs: parseDuration(http.deadline) }),
    synchronous,
  };
}
