import { never } from "../run/program/execution.ts";
import { type Store, StoreError } from "../store/port.ts";
import type { SharedStore } from "../store/shared-port.ts";

/**
 * The store as one execution of a run sees it: it writes only while the run is its own. Of two replicas that take each other for dead the
 * one that claimed the run last goes on; what the other still wants to write never ends, and `lost` tells it.
 */
export function fenced(store: SharedStore, seq: number, holder: string, lost: () => void): Store {
  return {
    read: (name, ...given) => store.read(name, ...given),
    close: () => store.close(),
    async write(operations) {
      try {
        return await store.write([["held", seq, holder], ...operations]);
      } catch (error) {
        if (!(error instanceof StoreError) || error.code !== "moved") throw error;
        lost();
        return never();
      }
    },
  };
}
