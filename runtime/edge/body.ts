import { isUtf8 } from "node:buffer";
import type { Contract } from "../contract/validator.ts";
import { hasLongNumbers, parseJson } from "../library/json.ts";
import { violations } from "../validation/errors.ts";
import { refuse } from "./problem.ts";
import type { EdgeRequest } from "./request.ts";

/** Levels of nesting that are taken: far above any vendor's, far below what overflows the stack of a reader or writer after us. */
const deepest = 500;

/** Before it is parsed, by its open brackets outside of texts. One with too few brackets to be deep, as nearly all, is not looked through. */
function isTooDeep(text: string): boolean {
  if (text.length < 2 * deepest || !hasMoreBrackets(text, deepest)) return false;
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 34) quoted = !quoted;
    else if (quoted) at += code === 92 ? 1 : 0;
    else if (code === 91 || code === 123) {
      depth += 1;
      if (depth > deepest) return true;
    } else if (code === 93 || code === 125) depth -= 1;
  }
  return false;
}

function hasMoreBrackets(text: string, than: number): boolean {
  let found = 0;
  for (const bracket of ["{", "["]) {
    for (let at = text.indexOf(bracket); at >= 0; at = text.indexOf(bracket, at + 1)) {
      found += 1;
      if (found > than) return true;
    }
  }
  return false;
}

interface JsonBody {
  /** As it came: JSON. */
  readonly text: string;
  /** Exact. */
  readonly value: unknown;
  /** As a validator wants it, where numbers are numbers. */
  readonly plain: unknown;
}

/** The body as JSON. Answers 415 for another type, 400 where it is broken. */
export function jsonBody(request: Pick<EdgeRequest, "headers" | "body">): JsonBody {
  const type = request.headers["content-type"];
  if (type !== undefined && !/^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(type))
    refuse({ status: 415, title: "Unsupported media type", detail: "send application/json" });
  if ((request.headers["content-encoding"] ?? "identity") !== "identity")
    refuse({ status: 415, title: "Unsupported content encoding" });
  // Decoding puts a mark where a byte is none of UTF-8's: what was signed is not what would be stored.
  if (!isUtf8(request.body))
    refuse({ status: 400, title: "The body is not JSON", detail: "JSON is UTF-8 (RFC 8259, 8.1)" });
  const text = request.body.toString("utf8");
  if (isTooDeep(text))
    refuse({ status: 400, title: "The body is nested too deeply", detail: `at most ${deepest} levels` });
  try {
    const plain: unknown = JSON.parse(text);
    return { text, value: hasLongNumbers(text) ? parseJson(text) : plain, plain };
  } catch (error) {
    return refuse({ status: 400, title: "The body is not JSON", detail: (error as Error).message });
  }
}

/** The body held against its contract, and its own text. Answers 422 with each place and reason. */
export function validBody<T>(
  request: EdgeRequest,
  contract: Contract<T>,
): { readonly data: T; readonly text: string } {
  const { text, value, plain } = jsonBody(request);
  if (!contract.validate(plain)) {
    refuse({
      status: 422,
      title: `Not a valid ${contract.name}`,
      errors: violations(contract.validate.errors),
    });
  }
  return { data: value as T, text }; // validated, in its plain form
}
