import { once } from "node:events";

/** Of what the inspector sends (https://chromedevtools.github.io/devtools-protocol/v8/Debugger/). */
interface Told {
  readonly method?: string;
  readonly params?: {
    readonly scriptId?: string;
    readonly url?: string;
    readonly callFrames?: readonly {
      readonly functionName: string;
      readonly location: { readonly scriptId: string; readonly lineNumber: number };
    }[];
  };
}

/**
 * Where the main thread of a process runs JavaScript, the innermost function first: `accept (file:///…/intake.ts:47)`. It goes on
 * afterwards. Never resolves where none runs.
 *
 * @param address what its inspector listens at, `ws://…`
 */
export async function stackAt(address: string, signal: AbortSignal): Promise<readonly string[]> {
  const inspector = new WebSocket(address);
  signal.addEventListener("abort", () => inspector.close());
  await once(inspector, "open", { signal });
  const scripts = new Map<string, string>();
  const stack = new Promise<readonly string[]>((resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason as Error)); // As `AbortSignal.timeout` gives it.
    inspector.addEventListener("message", ({ data }) => {
      const { method, params = {} } = JSON.parse(String(data)) as Told;
      if (method === "Debugger.scriptParsed") scripts.set(params.scriptId ?? "", params.url ?? "");
      if (method !== "Debugger.paused") return;
      resolve(
        (params.callFrames ?? []).map(
          ({ functionName, location: { scriptId, lineNumber } }) =>
            `${functionName} (${scripts.get(scriptId)}:${lineNumber + 1})`,
        ),
      );
    });
  });
  // It lets go of what it has stopped when it is closed.
  for (const [id, method] of ["Debugger.enable", "Debugger.pause"].entries())
    inspector.send(JSON.stringify({ id, method }));
  return stack.finally(() => inspector.close());
}
