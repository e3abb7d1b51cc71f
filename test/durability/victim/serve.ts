import { EmbeddedEngine, openStore } from "../../../runtime/engine/embedded/index.ts";
import { Flow } from "../../../runtime/flow/index.ts";
import { api } from "./api.ts";
import { SetClock } from "./clock.ts";
import { feeds } from "./feeds.ts";
import { flowClockOf, limited } from "./limited.ts";
import { listen } from "./listen.ts";
import { personal } from "./personal.ts";
import { programs } from "./programs.ts";

/** Serves the embedded engine to the campaign. */
export async function serve(): Promise<void> {
  const clock = new SetClock(Number(process.env["CLOCK_OFFSET"] ?? 0));
  const store = await openStore({ file: process.env["STORE"] ?? "" });
  const engine = new EmbeddedEngine({ store, clock, suspendAfterMs: 30, personal });
  const flow = new Flow({ clock: flowClockOf(clock), notes: engine.notes });
  await flow.start();
  await engine.serve(process.env["BUILD"] ?? "build", [...programs, ...feeds, ...limited(flow)]);
  process.stdout.write(`${await listen(api(engine, clock), "127.0.0.1")}\n`);
}
