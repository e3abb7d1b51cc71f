import type { StoreErrorCode, Write } from "../port.ts";

/** What the engine's thread and the writer's thread say to each other: one batch, one answer. */
export interface Batch {
  readonly groups: readonly (readonly Write[])[];
  readonly reads: readonly (readonly [name: string, given: readonly unknown[]])[];
}

/** Apart from batches, which go on meanwhile. */
export interface Copying {
  readonly copyTo: string;
}

export interface Refused {
  readonly code: StoreErrorCode;
  readonly message: string;
}

export type Reply =
  | { readonly kind: "ready" }
  | { readonly kind: "refused"; readonly why: Refused }
  /** `answers` is left out where all are null. */
  | {
      readonly kind: "batch";
      readonly answers?: readonly (string | null | Refused)[];
      readonly reads: readonly ReadReply[];
    }
  | { readonly kind: "copied"; readonly file: string; readonly refused?: Refused }
  | { readonly kind: "closed" };

export type ReadReply = { readonly value: unknown } | { readonly refused: Refused };
