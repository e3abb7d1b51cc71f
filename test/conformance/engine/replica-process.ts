/** A replica in a process of its own: `node replica-process.ts SETTINGS`, JSON of `ReplicaSettings`. It says `ready` once it serves. */
import { request } from "node:http";
import { RestateEngine } from "../../../runtime/engine/restate/index.ts";
import type { RestateSettings } from "../../../runtime/engine/restate/settings.ts";
import { PostgresStore } from "../../../runtime/engine/store/postgres/index.ts";
import { calling } from "./called.ts";

export interface ReplicaSettings {
  readonly database: {
    readonly host: string;
    readonly port: number;
    readonly database: string;
    readonly user: string;
  };
  readonly restate: RestateSettings;
  /** What each step calls. */
  readonly receiver: string;
}

const settings = JSON.parse(process.argv[2] ?? "") as ReplicaSettings; // as the suite wrote it
const engine = new RestateEngine({
  store: await PostgresStore.open(settings.database),
  restate: settings.restate,
});
await engine.serve("one", [calling((call) => post(settings.receiver, call))]);
process.stdout.write("ready\n");
// Whoever started it is gone.
process.stdin.on("end", () => process.exit(1)).resume();

function post(url: string, body: unknown): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: "POST" }, (response) => {
      response.resume().on("end", resolve).on("error", reject);
    });
    sent.on("error", reject);
    sent.end(JSON.stringify(body));
  });
}
