import { Failure } from "../contract/failure.ts";
import type { Json } from "../contract/json.ts";
import type { HttpRequest, Operation } from "../contract/system.ts";
import type { Contract } from "../contract/validator.ts";
import { hasLongNumbers } from "../library/json.ts";
import { describeErrors } from "../validation/errors.ts";
import { validateWritten } from "../validation/written-types.ts";
import { bodyFormats } from "./body.ts";
import { classify } from "./failure-table.ts";
import { retryAfterMs } from "./retry-after.ts";
import { headerOf, type WireResponse } from "./transport.ts";

const safe = new Set(["GET", "HEAD"]);

/**
 * What an answer means: the operation's output, or a `Failure`. An answer of success that cannot be read is of class unknown where
 * the request may have changed something (it did, and only looking tells what came of it), else transient.
 */
export async function readAnswer<I, O>(
  operation: Operation<I, O>,
  request: HttpRequest,
  response: WireResponse,
  now: number,
): Promise<O> {
  const name = `${operation.system.name}.${operation.name}`;
  const { status } = response;
  const expected = Object.hasOwn(operation.responses, status);
  if (!expected && (status < 200 || status > 299)) throw refusal(operation, response, now);
  const unreadable = (reason: string) =>
    new Failure(
      safe.has(request.method) ? "transient" : "unknown",
      `${name} answered ${status}, which could not be read: ${reason}`,
      { at: operation.at, status },
    );
  if (!expected) throw unreadable(`expected ${Object.keys(operation.responses).join(" or ")}`);
  const contract = operation.responses[status];
  if (!contract) return undefined as O; // an operation without a contract of its answer has no output
  return readBody(contract, request, response.body, unreadable);
}

async function readBody<O>(
  contract: Contract<O>,
  request: HttpRequest,
  text: string,
  unreadable: (reason: string) => Failure,
): Promise<O> {
  const format = bodyFormats[request.as ?? "json"];
  let value: unknown;
  try {
    value = await format.read(text);
  } catch (error) {
    throw unreadable((error as Error).message);
  }
  // A raw number is an object to a validator: it is shown the plain one.
  const isXml = format === bodyFormats.xml;
  const seen = !isXml && hasLongNumbers(text) ? JSON.parse(text) : value;
  const valid = isXml ? validateWritten(seen, contract.validate) : contract.validate(seen);
  if (!valid) throw unreadable(describeErrors(contract.validate.errors));
  return value as O; // validated above, in its plain form
}

function refusal<I, O>(operation: Operation<I, O>, response: WireResponse, now: number): Failure {
  const { status } = response;
  const retryAfter = retryAfterMs(headerOf(response, "retry-after"), now, headerOf(response, "date"));
  const body = parsed(response.body);
  const reason = reasonOf(body);
  return new Failure(
    classify(operation.system.failures, status),
    `${operation.system.name}.${operation.name} answered ${status}${reason ? `: ${reason}` : ""}`,
    {
      at: operation.at,
      status,
      ...(retryAfter === undefined ? {} : { retryAfterMs: retryAfter }),
      ...(body === undefined ? {} : { body }),
    },
  );
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json; // JSON.parse gives nothing else
  } catch {
    return undefined;
  }
}

/** The sentence in the bodies vendors send: RFC 9457, OData (v2, v4), Stripe, Shopify. At most 300 characters. */
function reasonOf(body: unknown): string | undefined {
  if (typeof body === "string") return body.slice(0, 300);
  if (typeof body !== "object" || body === null) return undefined;
  const fields = body as Record<string, unknown>; // an object, read field by field
  const found = ["detail", "message", "value", "error_description", "title"]
    .map((name) => fields[name])
    .find((value) => typeof value === "string" && value !== "");
  if (typeof found === "string") return found.slice(0, 300);
  return reasonOf(fields["error"] ?? fields["errors"] ?? fields["message"]);
}
