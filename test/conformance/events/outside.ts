import type { CloudEvent } from "../../../runtime/events/port.ts";
import { ordinary } from "./engine-under-events.ts";

/** An event from outside. */
export function outside(id: string, more: Partial<CloudEvent> = {}): CloudEvent {
  return {
    specversion: "1.0",
    id,
    source: "urn:outside",
    type: ordinary,
    time: "2026-01-01T00:00:00.000Z",
    datacontenttype: "application/json",
    data: id,
    ...more,
  };
}
