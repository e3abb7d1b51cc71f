import { readFile } from "node:fs/promises";
import type { RestateSettings } from "./settings.ts";

/** Restate asks this process what it serves before it answers. */
const answerMs = 30_000;
/** The shortest time between two registrations because Restate had forgotten, milliseconds. */
const againMs = 10_000;
const lookEveryMs = 15_000;

/**
 * Which build Restate calls: of each route the one that was registered last. Owns: what this process tells Restate of itself.
 *
 * 1. Of several builds that have the same routes only the current one registers, where somebody says which that is: a replica of an
 *    older one that starts anew takes nothing back.
 * 2. The current one looks again and again whether Restate calls it: it may have become so while it ran, by going back to it.
 * 3. A route that Restate does not know is registered by whoever finds it so: an older build does better than none.
 */
export class Registration {
  readonly #register: RestateSettings["register"];
  #services: readonly string[] = [];
  #looking: NodeJS.Timeout | undefined;
  /** Of `performance.now()`: when that was last done because Restate had forgotten. */
  #toldAt = Number.NEGATIVE_INFINITY;

  constructor({ register }: RestateSettings) {
    this.#register = register;
  }

  /** Resolves when Restate knows where these virtual objects are. Rejects where it does not take them, or nobody can say which build is current. */
  async begin(services: readonly string[]): Promise<void> {
    this.#services = services;
    if (this.#register === undefined) return;
    if (this.#register.current === undefined) return this.#tell();
    await this.#look();
    this.#looking ??= setInterval(
      // Restate or the file is away for now: the next look tells.
      () => void this.#look().catch(() => undefined),
      this.#register.lookEveryMs ?? lookEveryMs,
    ).unref();
  }

  /** Restate knows no such route any more: it lost its disk, or somebody removed the deployment. */
  again(): void {
    const now = performance.now();
    if (now - this.#toldAt < againMs) return;
    this.#toldAt = now;
    // Where Restate is about to go again, who finds it so tells again.
    void this.#tell().catch(() => undefined);
  }

  end(): void {
    clearInterval(this.#looking);
  }

  async #look(): Promise<void> {
    const { address = "", current = "" } = this.#register ?? {};
    const own = hrefOf(address);
    const isCurrent = hrefOf((await readFile(current, "utf8")).trim()) === own;
    const called = await this.#called();
    const missing = this.#services.some((name) =>
      isCurrent ? called.get(name) !== own : called.get(name) === undefined,
    );
    if (missing) await this.#tell();
  }

  /** By virtual object the address that Restate calls. */
  async #called(): Promise<ReadonlyMap<string, string>> {
    // As Restate's admin API describes itself at /openapi.
    const { deployments } = (await this.#ask("/deployments")) as {
      readonly deployments: readonly { readonly id: string; readonly uri?: string }[];
    };
    const { services } = (await this.#ask("/services")) as {
      readonly services: readonly { readonly name: string; readonly deployment_id: string }[];
    };
    const addresses = new Map(deployments.map(({ id, uri }) => [id, hrefOf(uri ?? "")]));
    return new Map(services.map((each) => [each.name, addresses.get(each.deployment_id) ?? ""]));
  }

  async #tell(): Promise<void> {
    const address = this.#register?.address;
    await this.#ask("/deployments", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ uri: address, force: true }),
    }).catch((error: unknown) => {
      throw new Error(`Restate does not take ${address}: ${String(error)}`, { cause: error });
    });
  }

  async #ask(path: string, init: RequestInit = {}): Promise<unknown> {
    const response = await fetch(new URL(path, this.#register?.admin), {
      ...init,
      signal: AbortSignal.timeout(answerMs),
    });
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
    return response.json();
  }
}

/** Restate writes addresses its own way: with a slash at the end. */
function hrefOf(address: string): string {
  return URL.parse(address)?.href ?? address;
}
