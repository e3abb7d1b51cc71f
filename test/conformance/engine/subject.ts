import type { Engine, PersonalData } from "../../../runtime/engine/port.ts";

/**
 * What a case of the engine port is given: an adapter on real storage and the real clock, whose process can end. An adapter joins the
 * suite by making one of these (`embedded-subject.ts`).
 */
export interface EngineSubject {
  /** Of the present process. It serves nothing before `serve`. */
  readonly engine: Engine;
  /** That of a second process beside it, on the same store, which serves nothing before `serve`; where only one may be there, the same. */
  beside(): Promise<Engine>;
  /** The process ends without waiting for anything, and another begins on what is stored. */
  restart(said?: { readonly putBack: string }): Promise<void>;
  close(): Promise<void>;
}

/** How an engine of a case differs from the ordinary one. */
export interface SubjectOptions {
  /** Runs before it is busy. */
  readonly backlog?: number;
  readonly personal?: PersonalData;
}

/** One thing that the port promises, as every adapter must keep it. */
export interface EngineCase {
  /** A sentence. */
  readonly name: string;
  readonly options?: SubjectOptions;
  run(subject: EngineSubject): Promise<void>;
}
