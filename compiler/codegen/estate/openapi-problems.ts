/** What an operation may be refused for, so that its document has those answers and no others. */
export interface Refusable {
  /** It starts a run. */
  readonly starts: boolean;
  /** It takes a body. */
  readonly body: boolean;
  readonly secured: boolean;
  /** Secured by a signature and not by scopes. */
  readonly signed?: boolean;
  readonly limited?: boolean;
  /** Its path has parameters. */
  readonly addressed?: boolean;
  readonly synchronous?: boolean;
}

/** Answers with a problem, by status: when they are given, and with which headers. */
const answers: readonly {
  readonly status: number;
  readonly name: string;
  readonly description: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly when: (of: Refusable) => boolean;
}[] = [
  {
    status: 400,
    name: "BadRequest",
    description: "The request is not HTTP as it should be, or its body is not JSON.",
    when: () => true,
  },
  {
    status: 401,
    name: "NotAuthorised",
    description: "Nobody is let in without what `security` says, or the signature does not hold.",
    headers: { "WWW-Authenticate": "What to send (RFC 9110, 11.6.1)." },
    when: ({ secured }) => secured,
  },
  {
    status: 403,
    name: "NotAllowed",
    description: "The caller is known, and lacks a scope.",
    when: ({ secured, signed }) => secured && !signed,
  },
  {
    status: 404,
    name: "NotFound",
    description: "There is nothing at this address.",
    when: ({ addressed = false }) => addressed,
  },
  {
    status: 408,
    name: "TooSlow",
    description: "The request did not arrive in time.",
    when: () => true,
  },
  {
    status: 409,
    name: "Refused",
    description: "The run failed: the business says no.",
    when: ({ synchronous = false }) => synchronous,
  },
  {
    status: 413,
    name: "BodyTooLarge",
    description: "The body is larger than is taken.",
    when: ({ body }) => body,
  },
  {
    status: 414,
    name: "AddressTooLong",
    description: "The address is longer than is taken.",
    when: () => true,
  },
  {
    status: 415,
    name: "MediaType",
    description: "The body is no `application/json`, or is encoded.",
    when: ({ body }) => body,
  },
  {
    status: 422,
    name: "NotValid",
    description: "The message does not keep to its contract; each place and reason is in `errors`.",
    when: ({ starts }) => starts,
  },
  {
    status: 429,
    name: "TooMany",
    description: "More requests than the route lets in.",
    headers: { "Retry-After": "Seconds." },
    when: ({ limited = false }) => limited,
  },
  {
    status: 431,
    name: "HeadersTooLarge",
    description: "More headers, or longer ones, than are taken.",
    when: () => true,
  },
  {
    status: 502,
    name: "UnknownOutcome",
    description: "The run failed: whether a system did its part is not known.",
    when: ({ synchronous = false }) => synchronous,
  },
  {
    status: 503,
    name: "Busy",
    description: "Not now: the service starts, stops or has too much to do.",
    headers: { "Retry-After": "Seconds." },
    when: () => true,
  },
  {
    status: 504,
    name: "NotInTime",
    description: "Not answered within the deadline; the run goes on.",
    when: ({ synchronous = false }) => synchronous,
  },
];

/** References to the answers of one operation. */
export function problemsOf(of: Refusable): Readonly<Record<string, unknown>> {
  const given = answers.filter(({ when }) => when(of));
  return Object.fromEntries(
    given.map(({ status, name }) => [String(status), { $ref: `#/components/responses/${name}` }]),
  );
}

/** RFC 9457. */
const content = {
  "application/problem+json": {
    schema: {
      type: "object",
      required: ["type", "title", "status"],
      properties: {
        type: { type: "string" },
        title: { type: "string" },
        status: { type: "integer" },
        detail: { type: "string" },
        run: { type: "string", description: "The run that goes on, or failed." },
        errors: {
          type: "array",
          items: {
            type: "object",
            required: ["pointer", "reason"],
            properties: {
              pointer: { type: "string", description: "Of the place in the body (RFC 6901)." },
              reason: { type: "string" },
            },
          },
        },
      },
    },
  },
};

/** All of them, as components. */
export const problemResponses: Readonly<Record<string, unknown>> = Object.fromEntries(
  answers.map(({ name, description, headers }) => [
    name,
    {
      description,
      ...(headers && {
        headers: Object.fromEntries(
          Object.entries(headers).map(([header, means]) => [
            header,
            { description: means, schema: { type: "string" } },
          ]),
        ),
      }),
      content,
    },
  ]),
);
