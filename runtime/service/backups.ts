import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { BackUp } from "../edge/admin/backup.ts";
import type { FileStore } from "../engine/store/port.ts";

/**
 * Copies of a store in a folder, each under its name and the moment it was begun at: `estate-2026-11-24T09-00-00.000Z.db`. Nothing is
 * ever removed here: that is for whoever carries them away.
 */
export function backups(store: FileStore, folder: string, name: string, now: () => number): BackUp {
  return async ({ by, reason }) => {
    const began = now();
    const file = join(folder, `${name}-${new Date(began).toISOString().replaceAll(":", "-")}.db`);
    await store.copy(file);
    const { size: bytes } = await stat(file);
    await store.write([["audit", began, "backup", file, by, reason ?? ""]]);
    return { file, bytes, durationMs: Math.round(now() - began) };
  };
}
