import type { Json } from "../../../../../runtime/contract/json.ts";
import type { Program, RunContext } from "../../../../../runtime/engine/port.ts";
import type { CloudEvent, Consumption } from "../../../../../runtime/events/port.ts";
import { info, program } from "../bench-of.ts";

/** A route that publishes what it is given, under the subject it is given. */
export const publisher: Program = program("shop", async (run, input) => {
  const { type = "ordered@1", subject, data } = input as { type?: string; subject: string; data: Json };
  await run.publish(info("told", "publish"), { type, subject, data });
});

/** A route that takes the events of a type, a lane a subject. */
export function consumer(
  route: string,
  run: (context: RunContext, event: CloudEvent) => Promise<string | void>,
  { type = "ordered@1", from = "now" }: Partial<Consumption> = {},
): Program {
  return {
    ...program(route, (context, input) => run(context, input as unknown as CloudEvent)),
    consumes: {
      type,
      from,
      accept: (event, { replay }) => ({
        route,
        ...(event.subject === undefined ? {} : { lane: event.subject }),
        input: event as unknown as Json,
        searchKeys: [event.id],
        idempotency: {
          key: `${event.source} ${event.id}${replay === undefined ? "" : ` ${replay}`}`,
          keepMs: 86_400_000,
        },
      }),
    },
  };
}

/** An event from outside. */
export function outside(id: string, more: Partial<CloudEvent> = {}): CloudEvent {
  return {
    specversion: "1.0",
    id,
    source: "urn:test",
    type: "ordered@1",
    time: "2026-01-01T00:00:00Z",
    datacontenttype: "application/json",
    data: id,
    ...more,
  };
}
