import { setTimeout as pause } from "node:timers/promises";
import { type Fault, restart } from "./fault.ts";

/** The disk is full for a while, and the same process, or one that was killed meanwhile, goes on when there is room. */
export const full: Fault = {
  name: "disk full",
  mounts: true,
  async happen(world, chance) {
    world.disk.fill();
    await pause(300 + chance.below(1_200));
    if (chance.once(2)) {
      await world.kill();
      const started = await world.begin();
      if (!started.alive && !/the disk is full/.test(started.said))
        throw new Error(`On a full disk it does not say so: ${started.said}`);
      await started.kill();
      world.disk.empty();
      return void (await world.start());
    }
    world.disk.empty();
    // Writes that were refused are tried again after a second.
    await pause(1_200);
  },
};

/**
 * The file system goes read-only under the process after an error, and what was not synced is gone. The process stands still at
 * that moment: ext4 tells a sync that is under way when it is aborted, now and then, that all went well, and forgets what it was
 * about (docs/decisions/sync-under-abort.md).
 */
export const aborted: Fault = {
  name: "disk read-only under way",
  mounts: true,
  async happen(world, chance) {
    await world.victim.standStill();
    world.disk.abort();
    world.victim.signal("SIGCONT");
    await pause(200 + chance.below(800));
    const before = world.counts.get("turned away") ?? 0;
    const deadline = performance.now() + 5_000;
    while ((world.counts.get("turned away") ?? 0) === before && world.wrong === undefined) {
      if (performance.now() > deadline) throw new Error("On a read-only disk it turned nobody away.");
      await pause(20);
    }
    await world.kill();
    await world.disk.mountAgain();
    await world.start();
  },
};

/** A process that starts on a read-only disk says so and ends. */
export const readOnly: Fault = {
  name: "disk read-only at the start",
  mounts: true,
  async happen(world) {
    await world.kill();
    await world.disk.mountAgain("ro");
    const refused = await world.begin();
    const { alive, said } = refused;
    await refused.kill();
    if (alive || !/may not be written to|read-only/.test(said))
      throw new Error(`On a read-only disk it ${alive ? "serves" : `says: ${said}`}`);
    await world.disk.mountAgain();
    await restart(world);
  },
};
