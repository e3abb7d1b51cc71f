/** The embedded engine and what it is put together from. */
export { type Clock, RealClock } from "./clock.ts";
export { type EmbeddedOptions, EmbeddedEngine } from "./engine.ts";
export type { JsonCodec } from "./json-codec.ts";
export { type Random, RealRandom, SeededRandom } from "./random.ts";
export { openStore } from "./store/open.ts";
export { type Store, StoreError } from "./store/port.ts";
export { VirtualClock } from "./virtual-clock.ts";
