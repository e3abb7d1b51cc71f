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
    const { since } = this.#trouble ?? {};
    this.#trouble = {
      ...(this.#group === undefined ? {} : { group: this.#group }),
      message: `${this.#what} for now: ${why}`,
      since: since ?? Date.now(),
    };
    if (since === undefined) this.#tell(this.#trouble.message);
  }

  moves(): void {
    if (this.#trouble === undefined) return;
    const seconds = Math.ceil((Date.now() - this.#trouble.since) / 1_000);
    this.#trouble = undefined;
    this.#tell(`${this.#again} again, after ${seconds} s.`);
  }
}
