import { setTimeout as pause } from "node:timers/promises";
import type { Fault } from "./fault.ts";

/** Somebody starts another process on the same store: it says why it will not, and the first goes on. */
export const second: Fault = {
  name: "second process",
  async happen(world) {
    const other = await world.begin();
    const { alive, said } = other;
    await other.kill();
    if (alive) throw new Error("Two processes serve one store.");
    if (!said.includes("another process has this store open")) throw new Error(`The second says: ${said}`);
    const first = await world.ask("backlog");
    if (first.kind !== "ok") throw new Error("The first process does not go on beside the second.");
    await pause(50);
  },
};
