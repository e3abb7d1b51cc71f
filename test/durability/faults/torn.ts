import { closeSync, existsSync, openSync, readFileSync, writeSync } from "node:fs";
import type { Chance } from "../../simulation/chance.ts";
import { type Fault, restart } from "./fault.ts";
import { endOfLog, type LogEnd } from "./write-ahead-log.ts";

/**
 * The last page was being written when the power went. What was acknowledged lies before the end of the last commit, for it was
 * synced; after it lies anything: part of a page, a page that its checksum does not fit, or bytes of something else.
 */
export const torn: Fault = {
  name: "torn last page",
  async happen(world, chance) {
    await world.kill();
    const log = `${world.disk.store}-wal`;
    const end = existsSync(log) ? endOfLog(readFileSync(log)) : undefined;
    if (end !== undefined) {
      const file = openSync(log, "r+");
      const tail = tails[chance.below(tails.length)]?.(end, chance) ?? Buffer.alloc(0);
      writeSync(file, tail, 0, tail.length, end.offset);
      closeSync(file);
    }
    await restart(world);
  },
};

const tails: readonly ((end: LogEnd, chance: Chance) => Buffer)[] = [
  (end, chance) => bytes(chance, 1 + chance.below(end.pageBytes * 2)),
  (end, chance) => Buffer.concat([end.nextHeader(1, true), bytes(chance, chance.below(end.pageBytes))]),
  (end, chance) => Buffer.concat([end.nextHeader(2, true), bytes(chance, end.pageBytes)]),
  (end, chance) => Buffer.concat([end.nextHeader(3, false), Buffer.alloc(end.pageBytes), bytes(chance, 9)]),
];

function bytes(chance: Chance, count: number): Buffer {
  return Buffer.from(Array.from({ length: count }, () => chance.below(256)));
}
