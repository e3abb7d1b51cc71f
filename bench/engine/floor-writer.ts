/** The floor's writer: commits what came in while it was committing. */
import { DatabaseSync } from "node:sqlite";
import { parentPort, workerData } from "node:worker_threads";

const database = new DatabaseSync(String(workerData));
database.exec(
  "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE messages (id INTEGER PRIMARY KEY, body TEXT)",
);
const insert = database.prepare("INSERT INTO messages (body) VALUES (?)");
parentPort?.on("message", (batch: readonly string[]) => {
  database.exec("BEGIN");
  for (const body of batch) insert.run(body);
  database.exec("COMMIT");
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread, not a window
  parentPort?.postMessage(null);
});
