import { documentSchema } from "../shell.ts";
import { contractReference, duration, expression, object, text } from "../vocabulary.ts";

const side = (which: string) =>
  object(
    {
      of: contractReference("The event that is an item of this side."),
      where: expression("Only items of which this holds, a condition over `item`."),
      key: expression("What items of both sides are matched by: text, over `item`."),
      amount: expression("What must agree: an amount, money or a number of `item`."),
    },
    ["of", "key", "amount"],
    `The ${which} side.`,
  );

const total = object(
  {
    left: contractReference("The event that says what the items of the left side come to."),
    right: contractReference("The event that says what the items of the right side come to."),
    amount: expression("The control total in that event, over `item`."),
  },
  ["amount"],
  "A control total of one side: what its items must add up to, besides matching one by one.",
);

export const reconciliationSchema = documentSchema(
  "Reconciliation",
  "Two sides that must agree, by key and by control total, over a window. It is declared, checked and carried in the build's manifest; nothing compares the sides at run time yet.",
  object(
    {
      left: side("left"),
      right: side("right"),
      window: duration("How long an item may wait for the other side before it is a break."),
      tolerance: {
        type: "string",
        pattern: "^[0-9]+(?:\\.[0-9]+)?$",
        "x-error": "an amount such as `0.01`",
        description: "How far two amounts may differ and still agree. Default: not at all.",
      },
      total,
      breaks: object(
        {
          owner: text("Who looks after what does not agree."),
          within: duration("How soon they have to."),
        },
        ["owner"],
        "What happens to items that do not agree.",
      ),
    },
    ["left", "right", "window", "breaks"],
    "What is compared, by which key, and who looks after what differs.",
  ),
);
