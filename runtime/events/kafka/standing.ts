import type { EventTrouble } from "../port.ts";

/**
 * Whether something moves. Owns: that each trouble is told once, however often it is tried, and its end too.
 * `what`: `tell-customer takes no events`; `again`: `tell-customer takes events`.
 */
export class Standing {
  readonly #what: string;
  readonly #again: string;
  readonly #tell: (message: string) => void;
  readonly #group: string | undefined;
  #trouble: EventTrouble | undefined;
  #isTold = false;

  constructor(
    { what, again, group }: { readonly what: string; readonly again: string; readonly group?: string },
    tell: (message: string) => void,
  ) {
    this.#what = what;
    this.#again = again;
    this.#group = group;
    this.#tell = tell;
  }

  get trouble(): EventTrouble | undefined {
    return this.#trouble;
  }

  stands(why: string): void {
    const { message } = this.#set(why);
    if (!this.#isTold) this.#tell(message);
    this.#isTold = true;
  }

  /** Why is not known yet, as where whoever should answer has said nothing: who asks is told, and the log once it is. */
  lingers(): void {
    if (this.#trouble === undefined) this.#set("the broker does not answer");
  }

  moves(): void {
    if (this.#trouble === undefined) return;
    const seconds = Math.ceil((Date.now() - this.#trouble.since) / 1_000);
    this.#trouble = undefined;
    if (this.#isTold) this.#tell(`${this.#again} again, after ${seconds} s.`);
    this.#isTold = false;
  }

  #set(why: string): EventTrouble {
    this.#trouble = {
      ...(this.#group === undefined ? {} : { group: this.#group }),
      message: `${this.#what} for now: ${why}`,
      since: this.#trouble?.since ?? Date.now(),
    };
    return this.#trouble;
  }
}
