import type { Criticality } from "../../contract/criticality.ts";
import { criticalities, Rotation } from "../../flow/rotation.ts";
import { Fifo } from "../fifo.ts";
import type { LiveRun } from "../run/live-run.ts";

interface RouteQueue {
  readonly route: string;
  readonly runs: Fifo<LiveRun>;
}

/**
 * Runs that could move now and wait for a place. Owns: their order. Not: whether there is a place.
 *
 * 1. The runs of a route come in the order they were pushed.
 * 2. Among criticalities `Rotation` decides, among routes of one criticality each goes in turn: a flood on one delays the others by
 *    one run each.
 * 3. A route that may not start keeps no other waiting. What costs time counts the routes that wait, not the runs.
 */
export class ReadyQueue {
  readonly #rotation = new Rotation();
  /** Routes with runs, the one whose turn it is first. */
  readonly #rings = new Map<Criticality, RouteQueue[]>(criticalities.map((each) => [each, []]));
  readonly #queues = new Map<string, RouteQueue>();

  push(run: LiveRun, criticality: Criticality): void {
    const known = this.#queues.get(run.route);
    if (known !== undefined) {
      known.runs.push(run);
      return;
    }
    const queue: RouteQueue = { route: run.route, runs: new Fifo() };
    queue.runs.push(run);
    this.#queues.set(run.route, queue);
    this.#rings.get(criticality)?.push(queue);
  }

  some(mayStart: (route: string) => boolean): boolean {
    return this.#queues.keys().some(mayStart);
  }

  shift(mayStart: (route: string) => boolean): LiveRun | undefined {
    const criticality = this.#rotation.next(
      (each) => this.#rings.get(each)?.some(({ route }) => mayStart(route)) === true,
    );
    const ring = criticality === undefined ? undefined : this.#rings.get(criticality);
    const index = ring?.findIndex(({ route }) => mayStart(route)) ?? -1;
    const [queue] = index < 0 ? [] : (ring?.splice(index, 1) ?? []);
    const run = queue?.runs.shift();
    if (queue === undefined || run === undefined) return undefined;
    if (queue.runs.length > 0) ring?.push(queue);
    else this.#queues.delete(queue.route);
    return run;
  }
}
