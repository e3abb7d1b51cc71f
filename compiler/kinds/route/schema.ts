import { documentSchema } from "../shell.ts";
import {
  duration,
  expression,
  later,
  listOf,
  object,
  rate,
  reference,
  type Schema,
  text,
} from "../vocabulary.ts";
import { stepKinds } from "./steps/index.ts";
import { laterSteps } from "./steps/later.ts";
import { laterTriggers } from "./triggers/later.ts";
import { triggerKinds } from "./triggers/index.ts";

const steps = (description: string): Schema => ({
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

const common: Readonly<Record<string, Schema>> = {
  name: {
    type: "string",
    pattern: "^[a-z][A-Za-z0-9]*$",
    maxLength: 60,
    "x-error": "a camelCase name such as `posting`",
    description: "What later steps and the trace call it, and its result.",
  },
  when: expression("A condition: without it the step is skipped, and its result is missing."),
  policy: reference("The Policy it runs under. Default: the route's.", ["financial-posting"]),
  onFailure: object(
    Object.fromEntries(Object.entries(classes).map(([name, description]) => [name, steps(description)])),
    [],
    "What to do instead when it has failed for good, by class of failure. `failure` is in scope, with `class`, `message` and `status`. A class that is not here makes the run a dead letter.",
  ),
};

const step: Schema = {
  type: "object",
  additionalProperties: false,
  properties: Object.assign({}, common, ...stepKinds.map((kind) => kind.properties), laterSteps),
  description: `One step. Its kind is the one of these that it has: ${stepKinds.map((kind) => `\`${kind.name}\``).join(", ")}.`,
};

const trigger: Schema = object(
  Object.assign({}, ...triggerKinds.map((kind) => ({ [kind.name]: kind.schema })), laterTriggers),
  [],
  `What starts it, exactly one of ${triggerKinds.map((kind) => `\`${kind.name}\``).join(", ")}.`,
);

/** Names of what any step may have. */
export const commonStepProperties: ReadonlySet<string> = new Set(Object.keys(common));

export const routeSchema: Schema = {
  ...documentSchema(
    "Route",
    "A trigger and steps. It sees `message` (`id`, `type`, `source`, `time`, `headers`, `data`) and each earlier step by name.",
    object(
      {
        class: text(
          "The estate's class of integration it is of: it brings a policy and what the compiler insists on.",
        ),
        policy: reference("The Policy its steps run under. Default: its class's.", ["order-intake"]),
        trigger,
        key: expression("The same key twice is one run. Default: the message's id."),
        lane: expression("Messages of one lane are worked one at a time, in order."),
        load: object(
          {
            steady: rate("Messages on an ordinary day."),
            peak: rate("Messages at the worst of times."),
            lasting: duration("How long the peak lasts."),
          },
          ["steady"],
          "How many messages are expected.",
        ),
        latest: later("Dropping what is older than what was already seen.", "let every message through"),
        steps: steps("What is done, in order."),
      },
      ["trigger", "steps"],
      "What starts it, and what it does.",
    ),
  ),
  $defs: { step },
};
