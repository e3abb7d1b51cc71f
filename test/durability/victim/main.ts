/**
 * The process that the campaign kills: the embedded engine behind a little HTTP server. `STORE`, `RECEIVER`, `CLOCK_OFFSET`,
 * `BUILD` and `PLANT` (a mistake to plant) come from the environment; its address is the first line it prints once it serves.
 */
import { plant } from "../../simulation/planted.ts";
import { planted } from "../planted.ts";

const name = process.env["PLANT"];
const mistake = name === undefined ? undefined : planted.find((one) => one.name.startsWith(name));
if (mistake) plant(mistake);
const { serve } = await import("./serve.ts"); // After the planting.
await serve().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
});
