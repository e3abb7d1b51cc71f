import { EngineRefusal, type Program, type RunContext } from "../../../../runtime/engine/port.ts";
import { graph, info, options, policy, program } from "./bench-of.ts";

export const day = 86_400_000;
export const ann = { by: "ann", reason: "the customer called" };
export const refused = (code: string) => (error: unknown) =>
  error instanceof EngineRefusal && error.code === code;

/** Reserves and charges, each of which can be undone, then waits; `calls` is what the systems saw. */
export function saga(calls: string[], undo: () => Promise<void> = async () => undefined): Program {
  const act = async (run: RunContext, name: string): Promise<void> => {
    await run.step(
      info(name),
      options(),
      async ({ attemptKey }) => void calls.push(attemptKey.replace(/^[^:]*:/, "")),
    );
    run.compensation(name, () =>
      run.step(info(`compensate:${name}`), options(), async () => {
        await undo();
        calls.push(`undo ${name}`);
      }),
    );
  };
  return program(
    "orders",
    async (run) => {
      await act(run, "reserve");
      await act(run, "charge");
      await run.sleep(info("nap", "wait"), day);
      await run.step(info("ship"), options(), async () => void calls.push("ship"));
    },
    policy(),
    graph("reserve", "charge", "nap:wait", "ship"),
  );
}
