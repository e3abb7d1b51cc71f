import type { Contract } from "../contract/validator.ts";
import { hasLongNumbers, parseJson } from "../library/json.ts";
import { violations } from "../validation/errors.ts";
import { refuse } from "./problem.ts";
import type { EdgeRequest } from "./request.ts";

/** The body as JSON, exact, and as a validator wants it, where numbers are numbers. Answers 415 for another type, 400 where it is broken. */
export function jsonBody(request: EdgeRequest): { readonly value: unknown; readonly plain: unknown } {
  const type = request.headers["content-type"];
  if (type !== undefined && !/^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(type))
    refuse({ status: 415, title: "Unsupported media type", detail: "send application/json" });
  if ((request.headers["content-encoding"] ?? "identity") !== "identity")
    refuse({ status: 415, title: "Unsupported content encoding" });
  const text = request.body.toString("utf8");
  try {
    const plain: unknown = JSON.parse(text);
    return { value: hasLongNumbers(text) ? parseJson(text) : plain, plain };
  } catch (error) {
    return refuse({ status: 400, title: "The body is not JSON", detail: (error as Error).message });
  }
}

/** The body held against its contract. Answers 422 with each place and reason. */
export function validBody<T>(request: EdgeRequest, contract: Contract<T>): T {
  const { value, plain } = jsonBody(request);
  if (!contract.validate(plain)) {
    refuse({
      status: 422,
      title: `Not a valid ${contract.name}`,
      errors: violations(contract.validate.errors),
    });
  }
  return value as T; // validated, in its plain form
}
