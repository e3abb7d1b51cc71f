/** The embedded engine and what it is put together from. */

export { embeddedEventCapabilities } from "../run/events/groups.ts";
export { SeededRandom } from "../run/random.ts";
export type { History } from "../run/retention.ts";
export { VirtualClock } from "../run/virtual-clock.ts";
export type { Store } from "../store/port.ts";
export { beginStore, openStore } from "../store/sqlite/index.ts";
export { EmbeddedEngine, type EmbeddedOptions, embeddedCapabilities } from "./engine.ts";
