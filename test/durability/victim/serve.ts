import { EmbeddedEngine, openStore } from "../../../runtime/engine/embedded/index.ts";
import { Flow } from "../../../runtime/flow/index.ts";
import { api } from "../../campaign/victim/api.ts";
import { feeds } from "../../campaign/victim/feeds.ts";
import { limited } from "../../campaign/victim/limited.ts";
import { listen } from "../../campaign/victim/listen.ts";
import { personal } from "../../campaign/victim/personal.ts";
import { programs } from "../../campaign/victim/programs.ts";
import { flowClockOf, SetClock } from "./clock.ts";

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
