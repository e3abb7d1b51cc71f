import { documentSchema } from "../shell.ts";
import {
  contractReference,
  duration,
  later,
  listOf,
  mapOf,
  object,
  reference,
  text,
  value,
  word,
} from "../vocabulary.ts";

const given = object(
  {
    time: {
      type: "string",
      pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(?:Z|[+-][0-9]{2}:[0-9]{2})$",
      "x-error": "a time such as `2026-11-24T09:00:00Z`",
      description: "When it begins. Time is virtual.",
    },
    system: reference("A System that is told how to answer.", ["sap"]),
    operation: text("Which of its operations; without it, all."),
    answers: listOf(
      value(
        "`503`; `{ status, body, headers, retryAfter }`; `{ timeout: beforeEffect }` or `afterEffect`; `{ reset: … }` likewise; `{ delay: 2s }`.",
      ),
      "Answers in order, one a call; after the last one it answers as usual.",
      1,
    ),
  },
  [],
  "One thing that is so from the start: a `time`, or the answers of a `system`.",
);

const when = object(
  {
    webhook: reference("A webhook that is sent, correctly signed.", ["shopify.ordersCreate"]),
    http: {
      type: "string",
      pattern: "^(?:GET|POST|PUT|PATCH|DELETE) /\\S*$",
      "x-error": "a method and a path such as `POST /orders`",
      description: "A request to an HTTP route: its method and path.",
    },
    event: contractReference("An event that somebody outside publishes; its data is the `body`."),
    body: value("What is sent, here or by `$ref` to an example."),
    headers: mapOf({ type: "string" }, "Headers to send."),
    signature: word(["valid", "wrong", "missing"], "What to sign a webhook with. Default: `valid`."),
    mapping: reference("A Mapping to try by itself.", ["order-to-sap"]),
    with: mapOf(
      value("Its value, here or by `$ref` to an example."),
      "What the mapping is given, by the names of its `from`.",
    ),
    advance: duration("Lets time go by: retries and deadlines without waiting."),
    approve: object(
      {
        route: reference("A Route whose runs are decided about.", ["take-web-order"]),
        step: text("Of which step."),
        role: text("Of what this role may decide."),
        as: text("Who decides."),
        decision: word(["approved", "rejected"], "What the person says. Default: `approved`."),
        note: text("Why."),
      },
      ["as"],
      "A person decides about all that waits for it: of a `route`, a `step`, a `role`.",
    ),
    redrive: reference("A Route whose dead letters are redriven.", ["take-web-order"]),
  },
  [],
  "One thing that happens: one of `webhook`, `http`, `event`, `mapping`, `advance`, `approve`, `redrive`.",
);

const count = (description: string) => ({ type: "integer", minimum: 0, description });

const then = object(
  {
    called: reference("An operation that was called.", ["sap.createSalesOrder"]),
    times: count("How many times. Default: at least once."),
    body: value("What the call or the answer had in it; what is said must be there."),
    published: reference("A contract that was published.", ["order-accepted@1"]),
    once: { type: "boolean", description: "Exactly once." },
    data: value("What the event had in it; what is said must be there."),
    result: value("The mapping's result, whole, here or by `$ref` to an example."),
    fails: text("The mapping's error has this in it."),
    run: reference("A Route that ran.", ["take-web-order"]),
    state: word(["waiting", "running", "paused", "done", "failed", "cancelled"], "Where its run is."),
    outcome: text("How its run ended, such as `done` or `refused`."),
    waiting: reference("A Route that has a run which waits for an event, a person or a time.", [
      "take-web-order",
    ]),
    step: text("The step at which it waits."),
    compensated: reference("A Route that undid what it had done.", ["take-web-order"]),
    steps: listOf(
      text("A call that was undone."),
      "All calls that were undone, in the order in which that happened.",
    ),
    deadLetter: reference("A Route that has a dead letter.", ["take-web-order"]),
    class: word(["invalid", "refused", "throttled", "transient", "unknown"], "Of which class of failure."),
    answered: {
      type: "integer",
      minimum: 100,
      maximum: 599,
      description: "The status that the last request or webhook was answered with.",
    },
    milestone: later("A milestone of a Process.", "look at what was published"),
  },
  [],
  "One thing that must be so: one of `called`, `published`, `result`, `fails`, `run`, `waiting`, `compensated`, `deadLetter`, `answered`.",
);

export const scenarioSchema = documentSchema(
  "Scenario",
  "A test beside the spec, run by `waybill test` on the generated code, a real engine, simulated systems and virtual time.",
  object(
    {
      given: listOf(given, "What is so from the start."),
      when: listOf(when, "What happens, in order.", 1),
      // oxlint-disable-next-line unicorn/no-thenable -- the language's own word, in a schema that nobody awaits
      then: listOf(then, "What must be so afterwards.", 1),
    },
    ["when", "then"],
    "Given, when, then.",
  ),
);
