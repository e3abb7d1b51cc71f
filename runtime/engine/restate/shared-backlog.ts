import type { Waiting } from "../run/admission.ts";
import type { Clock } from "../run/clock.ts";
import { Pace } from "../run/pace.ts";
import type { RouteBacklog, SharedStore } from "../store/shared-port.ts";

/** How old the store's count may be, milliseconds. */
const countEveryMs = 500;

/** What all replicas have accepted and not done, for admission: the store's count of a moment ago, and what this process did since. */
export class SharedBacklog implements Waiting {
  readonly #store: SharedStore;
  readonly #clock: Clock;
  readonly #routes: () => readonly string[];
  readonly #since = new Map<string, number>();
  #counted = new Map<string, RouteBacklog>();
  #counting: NodeJS.Timeout | undefined;
  #freed: (() => void)[] = [];
  readonly #pace: Pace;

  constructor(store: SharedStore, clock: Clock, routes: () => readonly string[]) {
    this.#store = store;
    this.#clock = clock;
    this.#pace = new Pace(clock);
    this.#routes = routes;
  }

  start(): void {
    this.#counting ??= setInterval(() => void this.#count().catch(() => undefined), countEveryMs);
  }

  stop(): void {
    clearInterval(this.#counting);
  }

  get total(): number {
    const routes = new Set([...this.#counted.keys(), ...this.#since.keys()]);
    return routes.values().reduce((total, route) => total + this.of(route), 0);
  }

  of(route: string): number {
    return Math.max((this.#counted.get(route)?.runs ?? 0) + (this.#since.get(route) ?? 0), 0);
  }

  oldestMs(route: string): number {
    const share = this.#counted.get(route);
    // Where as many are worked on as there are, none waits.
    return share === undefined || share.held >= share.runs ? 0 : this.#clock.now() - share.oldestAt;
  }

  pace(route?: string): number {
    return this.#pace.of(route);
  }

  change(route: string, by: number): void {
    this.#since.set(route, (this.#since.get(route) ?? 0) + by);
  }

  ended(route: string): void {
    this.change(route, -1);
    this.#pace.ended(route);
    this.#tell();
  }

  /** Told once there may be room again. */
  whenFreed(told: () => void): void {
    this.#freed.push(told);
  }

  async #count(): Promise<void> {
    const { routes } = await this.#store.read("backlog", this.#routes());
    this.#counted = new Map(routes.map((share) => [share.route, share]));
    this.#since.clear();
    this.#tell();
  }

  #tell(): void {
    for (const told of this.#freed.splice(0)) told();
  }
}
