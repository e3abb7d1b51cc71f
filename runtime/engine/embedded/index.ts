/** The embedded engine and what it is put together from. */
export { EmbeddedEngine, type EmbeddedOptions } from "./engine.ts";
export { embeddedEventCapabilities } from "./events/groups.ts";
export { SeededRandom } from "./random.ts";
export type { History } from "./retention.ts";
export { openStore } from "./store/open.ts";
export type { Store } from "./store/port.ts";
export { VirtualClock } from "./virtual-clock.ts";
