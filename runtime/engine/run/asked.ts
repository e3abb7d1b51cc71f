import type { RunRow } from "../store/port.ts";

/** What people asked of a run that is not over. It outlives the process, and a dead letter on the way. */
export interface Asked {
  readonly cancel?: { readonly compensate: boolean; readonly by: string; readonly reason: string };
  readonly pause?: { readonly by: string; readonly reason: string };
}

/** As `writeAsked` wrote it. */
export function readAsked(text: string | null | undefined): Asked | undefined {
  // Written by `writeAsked`.
  return text === null || text === undefined ? undefined : (JSON.parse(text) as Asked);
}

/** Null where nothing is asked any more. */
export function writeAsked(asked: Asked | undefined): string | null {
  return asked === undefined || (asked.cancel === undefined && asked.pause === undefined)
    ? null
    : JSON.stringify(asked);
}

/** What stays asked of a run that stands still: the pause that stopped it is over. */
export function stillAsked({ outcome, asked }: Pick<RunRow, "outcome" | "asked">): Asked | undefined {
  const all = readAsked(asked);
  return outcome === "person" ? withoutPause(all) : all;
}

export function withoutPause(asked: Asked | undefined): Asked | undefined {
  return asked?.cancel === undefined ? undefined : { cancel: asked.cancel };
}
