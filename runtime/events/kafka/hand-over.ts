import { setTimeout as sleep } from "node:timers/promises";
import { Busy } from "../../engine/port.ts";
import type { Inbox } from "../broker.ts";
import type { CloudEvent, Consumption, Delivery } from "../port.ts";

export interface HandOver {
  readonly event: CloudEvent;
  readonly delivery: Delivery;
}

/** How long it rests after a refusal, milliseconds: what `Busy` tells callers is for those who have somewhere else to go. */
const restMs = 200;

/** Events of different lanes that are accepted at a time. */
const width = 32;

/**
 * Gives events of one partition to the inbox, in order, and resolves when it has all of them. An engine that is busy, or away, is
 * asked again until it is not, or `signal` says that the partition is somebody else's by now: then it rejects.
 *
 * Those of one lane one after the other, those of different lanes side by side; what has no lane waits for nothing.
 */
export async function handOver(
  events: readonly HandOver[],
  consumption: Consumption,
  inbox: Inbox,
  signal: AbortSignal,
): Promise<void> {
  let alone = 0;
  const lanes = Map.groupBy(
    events.map(({ event, delivery }) => consumption.accept(event, delivery)),
    ({ lane }) => (lane === undefined ? `alone ${(alone += 1)}` : `lane ${lane}`),
  );
  const waiting = lanes.values();
  const worker = async (): Promise<void> => {
    for (const commands of waiting)
      for (const command of commands) await untilAccepted(() => inbox.accept(command), signal);
  };
  await Promise.all(Array.from({ length: Math.min(width, lanes.size) }, worker));
}

/** Asks an engine that is busy, or away, again and again, until `signal` says that there is no more reason to: then it rejects. */
export async function untilAccepted(accept: () => Promise<unknown>, signal: AbortSignal): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    try {
      await accept();
      return;
    } catch (error) {
      // Whatever it is, the event is not accepted, and what is behind it must not overtake it.
      const asked = error instanceof Busy ? error.retryAfterMs : restMs;
      await sleep(Math.min(asked, restMs), undefined, { signal });
    }
  }
}
