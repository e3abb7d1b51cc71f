import { EmbeddedEngine, openStore, type VirtualClock } from "../engine/embedded/index.ts";
import type { Engine } from "../engine/port.ts";
import type { JsonCodec } from "../engine/run/json-codec.ts";
import type { Random } from "../engine/run/random.ts";

/** What an engine of a scenario is told, whichever it is. */
export interface GroundOptions {
  readonly clock: VirtualClock;
  readonly random: Random;
  readonly json: JsonCodec;
}

/** Makes an engine that has nothing in it yet, and goes by the scenario's clock. */
export type Ground = (options: GroundOptions) => Promise<Engine>;

export const embedded: Ground = async (options) =>
  new EmbeddedEngine({ store: await openStore({ file: ":memory:" }), ...options });
