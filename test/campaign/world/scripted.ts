import { Chance } from "../../simulation/chance.ts";
import type { Api } from "../victim/api.ts";
import { Receiver } from "./receiver.ts";
import type { Subject } from "./subject.ts";
import type { Answer, Value } from "./victim.ts";

type Script = { readonly [Name in keyof Api]?: () => unknown };

/** A subject without a process, which answers what it was told to and is gone for everything else. */
export class Scripted implements Subject {
  readonly crashPoint = undefined;
  readonly wrong = undefined;
  readonly mayOvertake = false;
  readonly offsetMs = 0;
  readonly receiver = new Receiver(new Chance(1));
  readonly counts = new Map<string, number>();
  readonly said = "";
  readonly folder: string;
  readonly processes: Subject["processes"];
  readonly #script: Script;
  /** With which `keep` it was closed. */
  closed: boolean | undefined;

  constructor(script: Script, folder = "", processes: Subject["processes"] = []) {
    this.#script = script;
    this.folder = folder;
    this.processes = processes;
  }

  get isOver(): boolean {
    return this.closed !== undefined;
  }

  count(what: string, by = 1): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + by);
  }

  async ask<Name extends keyof Api>(name: Name): Promise<Answer<Value<Name>>> {
    const answer = this.#script[name];
    if (answer === undefined) return { kind: "gone" };
    return { kind: "ok", value: answer() as Value<Name> }; // A test says as much of it as is read.
  }

  async close(keep: boolean): Promise<void> {
    this.closed = keep;
  }
}
