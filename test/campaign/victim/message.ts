/** A message of the campaign. Lane and number say which it is; the number also decides what its route does with it. */
export interface Message {
  readonly lane: string;
  readonly number: number;
}

/** Whose message it is, which somebody may have erased. No other value contains it. */
export function emailOf(message: Message): string {
  return `<${nameOf(message)}@person.example>`;
}

/** Its posting is refused: what it did is undone. */
export const isRefused = ({ number }: Message): boolean => number % 11 === 3;
/** It is checked, which is refused the first time: a dead letter. */
export const isChecked = ({ number }: Message): boolean => number % 17 === 5;
/** It naps between two calls. */
export const naps = ({ number }: Message): boolean => number % 7 === 0;
/** It is printed, which must not be repeated: where that may have happened unseen, a person decides. */
export const isPrinted = ({ number }: Message): boolean => number % 13 === 1;

/** It tells of an earlier moment than the one before it does: who wants the latest has no use for it. */
export const isStale = ({ number }: Message): boolean => number % 5 === 4;
/** Which moment it tells of. */
export function momentOf(message: Message): number {
  return isStale(message) ? message.number - 2 : message.number;
}

export function nameOf({ lane, number }: Message): string {
  return `${lane}-${number}`;
}

/** Whose acceptance the message of a payer waits for. */
export function awaited({ lane, number }: Message): string {
  return `${lane.replace("payer", "strict")}-${number}`;
}

export const tickMs = 1_000;
