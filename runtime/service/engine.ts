import { join } from "node:path";
import type { Route } from "../contract/route.ts";
import type { BackUp } from "../edge/admin/backup.ts";
import type { Engine } from "../engine/port.ts";
import { departedArea } from "../engine/store/carried.ts";
import type { Store } from "../engine/store/port.ts";
import type { Exchange } from "../flow/shared/index.ts";
import { parseJson, stringifyJson } from "../library/json.ts";
import { backups } from "./backups.ts";
import { personalDataOf } from "./personal-data.ts";
import { type Settings, StartError } from "./settings.ts";

/** An engine and what a service makes of what lies below it. */
export interface OpenedEngine {
  readonly engine: Engine;
  /** Settles when its store can be used, before which it does not serve; rejects with what a person must put right. Default: it can. */
  readonly opened?: Promise<void>;
  /** Where its store can be copied while it is in use. */
  readonly backUp?: BackUp;
  /** Where limits hold for all replicas together. */
  readonly exchange?: Exchange;
  /** Once the engine serves: what comes from outside is taken. */
  begin?(): Promise<void>;
  /** After the engine. */
  close?(): Promise<void>;
}

/** What every engine is told. */
export function engineOptions(
  { backlog: { runs, ageMs }, history, putBack }: Settings,
  routes: readonly Route<unknown>[],
) {
  return {
    json: { parse: parseJson, stringify: stringifyJson },
    history,
    personal: personalDataOf(routes),
    ...(runs !== undefined && { backlog: runs }),
    ...(ageMs !== undefined && { backlogAgeMs: ageMs }),
    ...(putBack !== undefined && { putBack }),
  };
}

/** The store's file is opened by a thread of its own, meanwhile the service is put together. */
export async function openEmbedded(
  name: string,
  settings: Settings,
  routes: readonly Route<unknown>[],
): Promise<OpenedEngine> {
  const { EmbeddedEngine, beginStore } = await import("../engine/embedded/index.ts");
  const { data, backups: folder } = settings;
  const file = join(data, `${name}.db`);
  const { store, opened: begun } = await beginStore(file);
  const opened = begun.then(() => requireStaying(store, file));
  // It is looked at later, once the service is put together.
  opened.catch(() => undefined);
  return {
    engine: new EmbeddedEngine({ store, ...engineOptions(settings, routes) }),
    opened,
    ...(folder !== undefined && { backUp: backups(store, folder, name, () => Date.now()) }),
  };
}

async function requireStaying(store: Store, file: string): Promise<void> {
  const departed = new Map(await store.read("notes", departedArea)).get("to");
  if (departed !== undefined)
    throw new StartError([
      `${file}: its runs were carried to ${departed}, and go on there. Start with WAYBILL_ENGINE=distributed, or with another WAYBILL_DATA. If \`waybill migrate\` did not come to its end, give it again first`,
    ]);
}
