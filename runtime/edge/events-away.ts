import { EventRefusal, EventsAway } from "../events/port.ts";
import { problem } from "./problem.ts";
import type { Handler } from "./request.ts";

/** Answers for a log that is away (503, to try again) or that will never take an event (413). */
export function whereEventsAre(handler: Handler): Handler {
  return async (request) => {
    try {
      return await handler(request);
    } catch (error) {
      if (error instanceof EventsAway)
        return problem(
          { status: 503, title: "The events are out of reach", detail: error.message },
          { "retry-after": String(Math.ceil(error.retryAfterMs / 1_000)) },
        );
      if (error instanceof EventRefusal && error.code === "never-taken")
        return problem({ status: 413, title: "The log never takes this", detail: error.message });
      throw error;
    }
  };
}
