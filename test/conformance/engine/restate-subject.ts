import { RestateEngine } from "../../../runtime/engine/restate/index.ts";
import { freePorts } from "../../../trial/leashed.ts";
import type { Restate } from "../../../trial/restate/server.ts";
import type { Databases } from "../store/databases.ts";
import type { EngineSubject, SubjectOptions } from "./subject.ts";

let made = 0;

/** An engine on a real Restate and a database of its own. */
export async function restateSubject(
  server: Restate,
  databases: Databases,
  options: SubjectOptions,
): Promise<EngineSubject> {
  const database = await databases.make();
  const prefix = `case-${++made}-`;
  const [first = 0, second = 0] = await freePorts(2);
  const open = async (
    said: { readonly putBack?: string } = {},
    port: number = first,
  ): Promise<RestateEngine> =>
    new RestateEngine({
      ...options,
      ...said,
      store: await databases.open(database),
      restate: {
        ingress: `http://${server.ingress}`,
        listen: { host: "127.0.0.1", port },
        prefix,
        register: { admin: `http://${server.admin}`, address: `http://127.0.0.1:${port}` },
      },
    });
  let engine = await open();
  let other: RestateEngine | undefined;
  return {
    get engine() {
      return engine;
    },
    beside: async () => (other ??= await open({}, second)),
    async restart(said) {
      await engine.close({ drainMs: 0 });
      engine = await open(said);
    },
    async close() {
      await Promise.all([engine.close({ drainMs: 0 }), other?.close({ drainMs: 0 })]);
    },
  };
}
