import { problem } from "../problem.ts";
import { type Handler, json } from "../request.ts";
import { deciding, decisionOf, said } from "./said.ts";

export interface Backup {
  /** On the service's machine. */
  readonly file: string;
  readonly bytes: number;
  readonly durationMs: number;
}

/** Makes a copy of the store. Rejects with a `StoreError` where it cannot. */
export type BackUp = (decision: { readonly by: string; readonly reason?: string }) => Promise<Backup>;

/**
 * `POST /admin/backup` with `{"by","reason"}`: a copy of the store in the folder that the service was told, on its own machine. It is
 * never an answer: whoever may administer sees no more of payloads than before. 409 where there is no such folder, or a copy is under way.
 */
export function backup(backUp: BackUp | undefined): Handler {
  let underWay = false;
  return async (request) => {
    const decision = decisionOf(said(request, deciding));
    if (backUp === undefined)
      return problem({
        status: 409,
        title: "Nobody has said where backups go",
        detail: "set WAYBILL_BACKUPS to a folder. A store on PostgreSQL is backed up there",
      });
    if (underWay) return problem({ status: 409, title: "A backup is under way" });
    underWay = true;
    try {
      return json(200, await backUp(decision));
    } catch (error) {
      if (!(error instanceof Error) || error.name !== "StoreError") throw error;
      return problem({ status: 507, title: "The backup could not be written", detail: error.message });
    } finally {
      underWay = false;
    }
  };
}
