import { documentSchema } from "../shell.ts";
import { duration, listOf, object, rate, text, word } from "../vocabulary.ts";

const whole = (description: string, minimum = 1) => ({ type: "integer", minimum, description });

const backoff = object(
  {
    initial: duration("The wait after the first attempt. Default: `1s`."),
    factor: {
      type: "number",
      minimum: 1,
      maximum: 100,
      description: "What each wait is multiplied by. Default: 2.",
    },
    max: duration("No wait is longer. Default: `5m`."),
    jitter: word(
      ["full", "none"],
      "`full` waits a random part of it, so that callers do not come back together. Default: `full`.",
    ),
  },
  [],
  "How long to wait between attempts.",
);

export const policySchema = documentSchema(
  "Policy",
  "What happens when things go wrong: timeouts, retries by class of failure, circuit breaker, idempotency, dead letters and who owns them. Every word has a default.",
  object(
    {
      timeout: duration("How long one attempt may take. Default: `10s`."),
      retry: object(
        {
          on: listOf(
            word(["transient", "throttled", "unknown"], "A class of failure."),
            "Which failures are tried again. An unknown one (it may have had its effect) only where the operation is idempotent. Default: all three.",
          ),
          attempts: { ...whole("Attempts in all, the first included. Default: 5."), maximum: 1000 },
          backoff,
        },
        [],
        "When to try again.",
      ),
      breaker: object(
        {
          failures: whole("So many failures of a system (transient, throttled, unknown; no refusals) …"),
          within: duration("… in this time open it: calls wait instead of spending attempts."),
          reset: duration(
            "After this time one call tries whether the system is back. All others go when it is.",
          ),
        },
        ["failures", "within", "reset"],
        "A circuit breaker, one for each system that is called under this policy. Default: none.",
      ),
      concurrency: whole(
        "How many calls at once to one system under this policy, beside the system's own `limits`. Default: no limit of its own.",
      ),
      rate: rate(
        "How many calls in a time to one system under this policy, beside the system's own `limits`. Default: no limit of its own.",
      ),
      idempotency: object(
        {
          retention: duration(
            "How long a message's key is kept: the same key within it is one run. Default: a week longer than dead letters are kept.",
          ),
        },
        ["retention"],
        "Against doing a message twice.",
      ),
      deadLetter: object(
        {
          owner: text("Who looks after what could not be done. Default: the owner of the route."),
          lane: word(
            ["park", "pass"],
            "What happens to later messages of the same lane: they wait (`park`, the default), or go ahead (`pass`).",
          ),
          alert: duration("How long one may lie before somebody is told."),
          retention: duration("How long it is kept. Default: `30d`."),
        },
        [],
        "What happens to what could not be done.",
      ),
    },
    [],
    "Everything has a default; an empty one (`spec: {}`) is the default policy.",
  ),
);
