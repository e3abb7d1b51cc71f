import type { Validator } from "../contract/validator.ts";

/** One reason why a value is not what its contract says. */
export interface Violation {
  /** JSON Pointer (RFC 6901) of the value, empty for the whole. */
  readonly pointer: string;
  readonly reason: string;
}

/** A validator's errors as pointer and reason; at most 20, for a body can be wrong in thousands of places. */
export function violations(errors: Validator<unknown>["errors"]): readonly Violation[] {
  return (errors ?? []).slice(0, 20).map((error) => ({ pointer: pointerOf(error), reason: reasonOf(error) }));
}

/** The same as one sentence, at most three. */
export function describeErrors(errors: Validator<unknown>["errors"]): string {
  const found = violations(errors);
  const shown = found.slice(0, 3).map(({ pointer, reason }) => `${pointer || "the whole"} ${reason}`);
  return `${shown.join("; ")}${found.length > 3 ? `; and ${found.length - 3} more` : ""}`;
}

type ValidationError = NonNullable<Validator<unknown>["errors"]>[number];

/** Of what is missing or too much, the pointer names the member itself. */
function pointerOf({ instancePath, params }: ValidationError): string {
  const member = params["missingProperty"] ?? params["additionalProperty"] ?? params["unevaluatedProperty"];
  return typeof member === "string"
    ? `${instancePath}/${member.replaceAll("~", "~0").replaceAll("/", "~1")}`
    : instancePath;
}

function reasonOf({ keyword, message, params }: ValidationError): string {
  if (keyword === "required") return "is missing";
  if (keyword === "additionalProperties" || keyword === "unevaluatedProperties") return "is not expected";
  if (keyword === "enum") return `must be one of ${JSON.stringify(params["allowedValues"])}`;
  return message ?? `does not satisfy ${keyword}`;
}
