import type { EdgeContext } from "./context.ts";
import { problem } from "./problem.ts";
import { type Handler, json } from "./request.ts";

/** The process runs. */
export const live: Handler = async () => json(200, { status: "live" });

/** For so long what the store last said holds, milliseconds: whoever asks again and again does not wear the disk. */
const holdsMs = 1_000;

/**
 * The store takes a durable write, and the service is neither starting nor draining. A store that can only be read (a full disk, one
 * that went read-only) refuses every message, and only a write shows it.
 */
export function ready(
  { engine, now }: Pick<EdgeContext, "engine" | "now">,
  phase: () => "starting" | "serving" | "draining",
): Handler {
  const heldUp = () => engine.events.troubles().length > 0;
  let asked: Promise<boolean> | undefined;
  let until = 0;
  const writes = (): Promise<boolean> => {
    const at = performance.now();
    if (asked === undefined || at >= until) {
      until = at + holdsMs;
      asked = engine.notes.write("health", "ready", note(now())).then(
        () => true,
        () => false,
      );
    }
    return asked;
  };
  return async () => {
    if (phase() !== "serving")
      return problem({ status: 503, title: `The service is ${phase()}` }, { "retry-after": "1" });
    if (await writes()) return json(200, { status: "ready", ...(heldUp() && { events: "held up" }) });
    return problem({ status: 503, title: "The store takes no message now" }, { "retry-after": "5" });
  };
}

/** As large as a message often is: what is left of a log that is used again takes a smaller one on a full disk. */
function note(at: number): string {
  return `${new Date(at).toISOString()} ${"-".repeat(8 * 1024)}`;
}
