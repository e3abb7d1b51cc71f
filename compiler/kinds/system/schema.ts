import { documentSchema } from "../shell.ts";
import {
  camelKeys,
  camelName,
  duration,
  expression,
  later,
  listOf,
  mapOf,
  object,
  rate,
  schema,
  text,
  value,
  word,
  wordKeys,
} from "../vocabulary.ts";
import { authenticationSchema, verifySchema } from "./authentication-schema.ts";

const failure = {
  anyOf: [
    { type: "integer", minimum: 100, maximum: 599, description: "An HTTP status." },
    word(
      ["connection", "timeout", "reset"],
      "`connection`: never sent; `timeout`, `reset`: may have had its effect.",
    ),
  ],
  description: "An HTTP status, `connection`, `timeout` or `reset`.",
};

const failures = (description: string) => listOf(failure, description);

const webhook = object(
  {
    verify: verifySchema,
    id: expression(
      "The sender's own id of a message, over `headers` (lower-case names) and `payload`. The same id twice is one message.",
    ),
    payload: schema("The schema of the body, here or by `$ref`."),
  },
  ["payload"],
  "Something the system tells us. It arrives at `POST /webhooks/<system>/<webhook>`.",
);

const request = object(
  {
    method: word(["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"], "The HTTP method."),
    path: text(
      "The path under the endpoint: `/orders/{id}`, where names in braces are parameters; or an expression that is one template literal. What is put into it is encoded, and between quotes (`/A_Order('{id}')`) quotes in it are doubled.",
    ),
    query: mapOf(
      value("A constant, or an expression over `input`; a missing value is left out."),
      "Query parameters by name. In an OData option (`$filter`) quotes in what a template puts between quotes are doubled, as by `odataText`.",
    ),
    headers: mapOf(
      value("A constant, or an expression over `input`; a missing value is left out."),
      "Headers by name.",
    ),
    body: schema("The schema of the body, here or by `$ref`."),
    as: word(["json", "form", "xml"], "How the body is written. Default: `json`."),
  },
  ["method", "path"],
  "What is sent. Left out only where the operation is taken from the OpenAPI document, which the rest then goes over.",
);

const idempotent = {
  anyOf: [
    {
      type: "boolean",
      description: "`true`: by nature. `false`: not at all (the default, but for GET, HEAD, PUT and DELETE).",
    },
    object(
      {
        header: text("The header that carries a key, the same for every attempt."),
        verify: camelName("The operation that finds what an attempt of unknown outcome may have made."),
        with: mapOf(value("A constant, or an expression over `input`."), "What to ask it, over `input`."),
        found: expression(
          "What was found, over `input` and `response`, as this operation's own output; missing: not found.",
        ),
        settle: duration("How long to wait before looking. Default: the policy's timeout."),
      },
      [],
      "By a key in a `header`; or by looking first, with `verify`.",
    ),
  ],
  description: "Whether the same call may be made twice, and how that is known.",
};

const operation = object(
  {
    parameters: mapOf(
      schema("The schema of a parameter. With `x-optional: true` it may be left out."),
      "Parameters of path, query and headers by name.",
    ),
    request,
    response: mapOf(
      schema("The schema of the body, here or by `$ref`; nothing where it is not read."),
      "What comes back, by status.",
      {
        pattern: "^[1-5][0-9][0-9]$",
        "x-error": "an HTTP status such as `201`",
      },
    ),
    examples: listOf(
      value("An example, here or by `$ref`."),
      "Examples of the first response, which a simulated system answers with.",
    ),
    idempotent,
    pages: later("Lists that come in pages.", "call it page by page"),
  },
  [],
  "Something the system does for us. With parameters alone its input is an object of them, with a body alone the body, with both `{ …parameters, body }`.",
);

export const systemSchema = documentSchema(
  "System",
  "An application: how to reach it in each environment, how to prove who we are, what it can stand, what it does for us (operations) and what it tells us (webhooks).",
  object(
    {
      type: camelName(
        "What it is: `pos`, `oms`, `wms`, `erp`, `ecommerce`, `finance`, `payment`, `tax`, `marketplace`, `serviceDesk`, `analytics` or another word.",
      ),
      endpoints: mapOf(
        {
          type: "string",
          pattern: "^(?:simulated|https?://\\S+)$",
          "x-error": "a URL, or `simulated`",
          description: "A URL, or `simulated`: answered by its schemas and examples.",
        },
        "Environment to where it is reached there. It has one for each environment of the estate.",
        wordKeys,
      ),
      authentication: authenticationSchema,
      limits: object(
        {
          rate: rate("Calls in a time, across all routes."),
          burst: {
            type: "integer",
            minimum: 1,
            description: "How many may come at once before the rate holds.",
          },
          concurrency: {
            type: "integer",
            minimum: 1,
            description: "How many calls at once, across all routes.",
          },
        },
        [],
        "What it can stand.",
      ),
      failures: object(
        {
          transient: failures("Nothing happened; later it may work. Default: `[503, connection]`."),
          throttled: failures("Too many calls. Default: `[429]`."),
          refused: failures("A business no. Default: `[400, 404, 422]`."),
          unknown: failures("It may have had its effect. Default: `[timeout, reset, 500, 502, 504]`."),
          invalid: failures("We sent something wrong. Default: none."),
        },
        [],
        "What counts as which failure. What is said here goes before the defaults.",
      ),
      webhooks: mapOf(webhook, "Webhooks by name.", camelKeys),
      operations: mapOf(operation, "Operations by name.", camelKeys),
      openapi: object(
        {
          document: text("The file beside the spec, YAML or JSON."),
          operations: listOf(text("An `operationId`."), "Which of its operations to take.", 1),
        },
        ["document", "operations"],
        "Operations taken from the system's OpenAPI document. What that cannot say, such as `idempotent`, stands under the same name in `operations`.",
      ),
    },
    ["type", "endpoints"],
    "How it is reached and what it speaks.",
  ),
);
