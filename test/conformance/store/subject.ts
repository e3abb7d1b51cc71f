import type { Store } from "../../../runtime/engine/store/port.ts";

/** What a case of the store port is given: an adapter on real storage. */
export interface StoreSubject {
  readonly store: Store;
  /** Whether several processes may have it open at once; then `open` is another one's. */
  readonly shared: boolean;
  /** What is stored, as another process sees it. Where it is not shared, `store` is closed first. */
  open(): Promise<Store>;
  close(): Promise<void>;
}

/** One thing that the port promises, as every adapter must keep it. */
export interface StoreCase {
  /** A sentence. */
  readonly name: string;
  /** Only of stores that are shared. */
  readonly shared?: true;
  run(subject: StoreSubject): Promise<void>;
}
