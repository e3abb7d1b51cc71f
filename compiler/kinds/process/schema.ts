import { documentSchema } from "../shell.ts";
import {
  camelKeys,
  camelName,
  contractReference,
  duration,
  expression,
  mapOf,
  object,
  text,
} from "../vocabulary.ts";

const milestone = object(
  {
    on: contractReference("The event that reaches it."),
    when: expression("Only an event of which this holds, a condition over `event`."),
    within: duration("How long it may take, from the milestone that `after` names."),
    after: camelName("The milestone before it, from which `within` counts."),
    owner: text("Who looks after an object that is late for it. Default: the process's owner."),
  },
  ["on"],
  "One thing that should have happened to the object.",
);

const total = object(
  {
    on: contractReference("The event that carries it."),
    when: expression("Only an event of which this holds, a condition over `event`."),
    add: expression("What is added: an amount, money or a number of `event`."),
  },
  ["on", "add"],
  "A sum over the events of one object.",
);

const serviceLevel = object(
  {
    milestone: camelName("The milestone it is measured by; it has a `within`."),
    target: {
      type: "string",
      pattern: "^(?:100(?:\\.0+)?|[1-9]?[0-9](?:\\.[0-9]+)?)%$",
      "x-error": "a share such as `99.5%`",
      description: "The share of objects that reach it in time.",
    },
    window: duration("Over how long the share is taken."),
  },
  ["milestone", "target", "window"],
  "What is promised of the process as a whole.",
);

export const processSchema = documentSchema(
  "Process",
  "Milestones of a business object across routes, with deadlines, a service level and owners of exceptions. It is declared, checked against the routes and their policies, and carried in the build's manifest; nothing follows it at run time yet.",
  object(
    {
      subject: text("What is followed, in a word, such as `order`."),
      correlate: {
        ...mapOf(
          text("A field of the events below."),
          "The keys of the object by name, each with the field of the events that carries it. Every event has one of them, and events that share one belong together.",
          camelKeys,
        ),
        minProperties: 1,
      },
      milestones: { ...mapOf(milestone, "Milestones by name.", camelKeys), minProperties: 1 },
      totals: mapOf(total, "Sums by name.", camelKeys),
      serviceLevel,
    },
    ["subject", "correlate", "milestones"],
    "What is followed, by which keys, and what should happen to it.",
  ),
);
