import { Restate } from "../../../trial/restate/server.ts";
import { Databases } from "../../conformance/store/databases.ts";
import { Namespaces } from "./namespaces.ts";
import { Loopback, type Network } from "./network.ts";

/** What replicas run on, for all rounds: a network, PostgreSQL and Restate. Each round has a database and virtual objects of its own. */
export class Servers {
  readonly network: Network;
  /** Why nobody can be cut off here. */
  readonly uncut: string | undefined;
  readonly restate: Restate;
  readonly databases: Databases;

  private constructor(at: Place, restate: Restate, databases: Databases) {
    this.network = at.network;
    this.uncut = at.uncut;
    this.restate = restate;
    this.databases = databases;
  }

  /** Throws `Missing` where this machine has none of them. */
  static async start(): Promise<Servers> {
    const at = place();
    try {
      const { restate, postgres } = at.network;
      return new Servers(
        at,
        ...(await Promise.all([Restate.start({ host: restate }), Databases.start(postgres)])),
      );
    } catch (error) {
      at.network.close();
      throw error;
    }
  }

  async stop(): Promise<void> {
    await Promise.all([this.restate.stop(), this.databases.stop()]);
    this.network.close();
  }
}

interface Place {
  readonly network: Network;
  readonly uncut?: string;
}

function place(): Place {
  try {
    return { network: new Namespaces() };
  } catch (error) {
    return { network: new Loopback(), uncut: error instanceof Error ? error.message.trim() : String(error) };
  }
}
