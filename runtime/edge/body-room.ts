import { getHeapStatistics } from "node:v8";

/** Bytes of each body that are taken whatever others take: large ones keep no usual message out. */
const ownBytes = 16 * 1024;

/** Of the heap that V8 allows itself (in a container by its limit). A message is there in up to ten forms: bytes, text, objects, what goes to the store's thread. */
const share = 1 / 16;

/**
 * Room for the bodies that are being read and worked on. Owns: how many bytes of them there are, of all requests together. The limit
 * of one body bounds none of it: a hundred senders of a large one each would end a process in a small container.
 */
export class BodyRoom {
  readonly #most: number;
  #bytes = 0;

  constructor(most: number = Math.floor(getHeapStatistics().heap_size_limit * share)) {
    this.#most = most;
  }

  /** Of one request; empty at first. */
  part(): BodyPart {
    let held = 0;
    return {
      grow: (size) => {
        const more = Math.max(size - ownBytes, 0) - held;
        if (more > 0 && this.#bytes + more > this.#most) return false;
        held += more;
        this.#bytes += more;
        return true;
      },
      leave: () => {
        this.#bytes -= held;
        held = 0;
      },
    };
  }
}

export interface BodyPart {
  /** The body has so many bytes now. False: there is no room for them. */
  grow(size: number): boolean;
  /** It is answered. */
  leave(): void;
}
