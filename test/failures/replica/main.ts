/**
 * A replica of the failure suite: the engine on Restate behind a little HTTP server, with the crash campaign's programs. `REPLICA` is
 * `ReplicaSettings` as JSON; `RECEIVER`, `CLOCK_OFFSET` and `PLANT` (a mistake to plant) come from the environment too. Its address is
 * the first line it prints once it serves.
 */
import { plant } from "../../simulation/planted.ts";
import { planted } from "../planted.ts";
import { shiftClock } from "./clock.ts";

const name = process.env["PLANT"];
const mistake = name === undefined ? undefined : planted.find((one) => one.name.startsWith(name));
if (mistake) plant(mistake);
// Whoever started it is gone.
process.stdin.on("end", () => process.exit(1)).resume();
const shift = shiftClock(Number(process.env["CLOCK_OFFSET"] ?? 0));
const { serve } = await import("./serve.ts"); // After the planting.
await serve(shift).catch((error: unknown) => {
  // Its input, which it listens to, would keep it.
  process.stderr.write(`${String(error)}\n`, () => process.exit(1));
});
