import { Failure } from "../../../contract/failure.ts";
import type { Attempt } from "../../port.ts";
import type { Execution } from "./execution.ts";

/** How long an effect may ignore that it was told to stop, milliseconds. */
const graceMs = 1_000;

/**
 * Runs one effect. At its timeout the signal is aborted; an effect that does not heed it is left behind as unknown, for nobody can
 * say what it still does.
 */
export async function runEffect<T>(
  execution: Execution,
  given: Omit<Attempt, "signal" | "untimed">,
  timeoutMs: number,
  away: boolean,
  effect: (attempt: Attempt) => Promise<T>,
): Promise<T> {
  const { clock } = execution.around;
  let controller: AbortController | undefined;
  let aborted: Error | undefined;
  const abort = (reason: Error): void => {
    aborted ??= reason;
    controller?.abort(reason);
  };
  let cancel: () => void = () => undefined;
  let begin: () => void = () => undefined;
  const attempt: Attempt = {
    ...given,
    async untimed(wait) {
      cancel();
      try {
        return await wait();
      } finally {
        begin();
      }
    },
    // Made when asked for: most effects end without ever being told to stop.
    get signal() {
      controller ??= new AbortController();
      if (aborted !== undefined) controller.abort(aborted);
      return controller.signal;
    },
  };
  const done = execution.around.effectBegun(abort, away);
  try {
    return await new Promise<T>((resolve, reject) => {
      begin = () => {
        cancel = clock.timer(clock.now() + timeoutMs, () => {
          abort(new DOMException(`No answer within ${timeoutMs} ms`, "TimeoutError"));
          cancel = clock.timer(clock.now() + graceMs, () =>
            reject(new Failure("unknown", `The attempt did not end within ${timeoutMs} ms.`)),
          );
        });
      };
      begin();
      effect(attempt).then(resolve, reject);
    });
  } finally {
    begin = () => undefined;
    cancel();
    done();
  }
}
