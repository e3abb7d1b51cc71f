import { expression, object, reference, type Schema } from "../../vocabulary.ts";

/** A list of steps, wherever one stands. */
export const stepList = (description: string): Schema => ({
  type: "array",
  items: { $ref: "#/$defs/step" },
  minItems: 1,
  description,
});

const classes = {
  refused: "The system said no, and will say it again.",
  invalid: "The data is wrong.",
  throttled: "There was too much, also after all retries.",
  transient: "It could not be done, also after all retries.",
  unknown: "Its effect may have happened.",
  any: "All that no other branch takes.",
};

export const stepName: Schema = {
  type: "string",
  pattern: "^[a-z][A-Za-z0-9]*$",
  maxLength: 60,
  "x-error": "a camelCase name such as `posting`",
  description: "What later steps and the trace call it, and its result.",
};

/** Of steps that wait for something that may not come. */
export const onExpiry: Schema = stepList(
  "What happens when nothing came in time. Where these steps go on, the result is missing afterwards.",
);

/** Of steps that do several things at once. */
export const concurrency: Schema = {
  type: "integer",
  minimum: 1,
  maximum: 1000,
  description:
    "How many items of an `each`, or branches of a `parallel`, at once. Default: one item after the other; all branches.",
};

/** What any step may have, whatever its kind. */
export const commonProperties: Readonly<Record<string, Schema>> = {
  name: stepName,
  when: expression("A condition: without it the step is skipped, and its result is missing."),
};

/** What steps may have that do something outside the expressions: a kind lists those it takes. */
export const effectProperties = {
  policy: reference("The Policy it runs under. Default: the route's.", ["financial-posting"]),
  onFailure: object(
    Object.fromEntries(Object.entries(classes).map(([name, description]) => [name, stepList(description)])),
    [],
    "What to do instead when it has failed for good, by class of failure. `failure` is in scope, with `class`, `message` and `status`; of an `each` also `item` and of a `parallel` `branch`, the number of the one that failed, from 0. A class that is not here makes the run a dead letter.",
  ),
};
