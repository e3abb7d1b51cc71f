import { documentSchema } from "../shell.ts";
import { duration, expression, object, rate, reference, type Schema, text } from "../vocabulary.ts";
import { stepKinds } from "./steps/index.ts";
import { laterSteps } from "./steps/later.ts";
import { commonProperties, effectProperties, stepList } from "./steps/properties.ts";
import { triggerKinds } from "./triggers/index.ts";
import { laterTriggers } from "./triggers/later.ts";

const kindNames = (kinds: readonly { readonly name: string }[]) =>
  kinds.map(({ name }) => `\`${name}\``).join(", ");

const step: Schema = {
  type: "object",
  additionalProperties: false,
  properties: {
    ...commonProperties,
    ...Object.fromEntries(stepKinds.flatMap(({ properties }) => Object.entries(properties))),
    ...effectProperties,
    ...laterSteps,
  },
  description: `One step. Its kind is the one of these that it has: ${kindNames(stepKinds)}.`,
};

const trigger = object(
  { ...Object.fromEntries(triggerKinds.map((kind) => [kind.name, kind.schema])), ...laterTriggers },
  [],
  `What starts it, exactly one of ${kindNames(triggerKinds)}.`,
);

const load = object(
  {
    steady: rate("Messages on an ordinary day."),
    peak: rate("Messages at the worst of times."),
    lasting: duration("How long the peak lasts."),
  },
  ["steady"],
  "How many messages are expected.",
);

export const routeSchema: Schema = {
  ...documentSchema(
    "Route",
    "A trigger and steps. Its expressions see `message` (`id`, `type`, `source`, `time`, `headers`, `data`) and each earlier step by name.",
    object(
      {
        class: text(
          "The estate's class of integration that it is of: it brings a policy and what the compiler insists on.",
        ),
        policy: reference("The Policy its steps run under. Default: its class's.", ["order-intake"]),
        trigger,
        key: expression("The same key twice is one run. Default: the message's id."),
        lane: expression("Messages of one lane are worked one at a time, in order."),
        load,
        latest: object(
          {
            by: expression(
              "What says which message is newer: an instant, a number, or a text that is a time such as `2026-11-24T09:00:00Z`.",
            ),
          },
          ["by"],
          "A message that is older than the newest seen in its lane is dropped, and counted. Needs `lane`.",
        ),
        steps: stepList("What is done, in order."),
      },
      ["trigger", "steps"],
      "What starts it, and what it does.",
    ),
  ),
  $defs: { step },
};
