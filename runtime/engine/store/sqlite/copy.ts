import { closeSync, fsyncSync, openSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { backup, DatabaseSync } from "node:sqlite";
import { makeFolder } from "../folder.ts";
import { copyArea } from "../port.ts";

/** Pages copied at a stretch: 2 MB, a few milliseconds during which nothing is written. */
const stretch = 256;

/**
 * Copies an open database into a file of its own, page by page, while it is written to (SQLite's online backup interface). Pages that
 * change meanwhile are copied again, since it is this connection that writes them: so the copy has what was committed when it ended.
 * Under its name stands a whole copy on stable storage, or nothing.
 */
export async function copyDatabase(database: DatabaseSync, file: string): Promise<void> {
  const partial = `${file}.part`;
  try {
    // A store holds what is personal, unmasked.
    makeFolder(dirname(file), 0o700);
    rmSync(partial, { force: true });
    await backup(database, partial, { rate: stretch });
    mark(partial, file);
    sync(partial);
    renameSync(partial, file);
    sync(dirname(file));
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  }
}

/** So that whoever opens it knows that it may know less than was done. */
function mark(copy: string, name: string): void {
  const opened = new DatabaseSync(copy);
  try {
    opened.exec("PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL");
    opened.prepare("INSERT OR REPLACE INTO notes VALUES (?, 'made', ?)").run(copyArea, name);
  } finally {
    opened.close();
  }
}

function sync(path: string): void {
  const opened = openSync(path, "r");
  try {
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}
