import { setTimeout as sleep } from "node:timers/promises";
import { EventRefusal, EventsAway } from "../port.ts";
import { Untakable } from "./appender.ts";
import { said, Told } from "./said.ts";

/** How long who asks waits for the broker, milliseconds. */
const answerMs = 10_000;

/** What somebody waits for: who is away, or says no, is told as such. */
export async function answered<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  const done = new AbortController();
  const late = sleep(answerMs, undefined, { signal: done.signal }).then(() => {
    throw new Told("Kafka does not answer.");
  });
  try {
    return await Promise.race([ask(), late]);
  } catch (error) {
    if (error instanceof EventRefusal) throw error;
    if (error instanceof Untakable) throw new EventRefusal("never-taken", error.message);
    throw new EventsAway(said(error), { cause: error });
  } finally {
    done.abort();
  }
}
