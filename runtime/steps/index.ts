import { Failure } from "../contract/failure.ts";
import type { Given, RouteRun, Step } from "../contract/route-run.ts";
import { approve } from "./approve.ts";
import { call } from "./call.ts";
import { compensable, compensate, undoingPrefix } from "./compensate.ts";
import { discreet } from "./discreet.ts";
import { each } from "./each.ts";
import { failureOf } from "./failure-of.ts";
import { valueOf } from "./given.ts";
import type { StepKit } from "./kit.ts";
import { lookup } from "./lookup.ts";
import { map } from "./map.ts";
import { parallel } from "./parallel.ts";
import { provide } from "./provide.ts";
import { publish } from "./publish.ts";
import { respond } from "./respond.ts";
import { subroute } from "./subroute.ts";
import { sleep, wait } from "./wait.ts";

/** Every step kind, each from its own file. `answering`: what `respond` does, where it is not the caller's answer. */
export function routeRun(kit: StepKit, answering?: RouteRun["respond"]): RouteRun {
  return new Steps(kit, answering);
}

/** A run is made for every message, and a route uses a few of these: each is made when it is asked for. */
class Steps implements RouteRun {
  readonly #kit: StepKit;
  readonly #answering: RouteRun["respond"] | undefined;

  constructor(kit: StepKit, answering: RouteRun["respond"] | undefined) {
    this.#kit = kit;
    this.#answering = answering;
  }

  get approve() {
    return approve(this.#kit);
  }

  get call() {
    return call(this.#kit);
  }

  get compensable() {
    return compensable(this.#kit, () => this.#prefixed(`${undoingPrefix}${this.#kit.prefix}`));
  }

  get compensate() {
    return compensate(this.#kit);
  }

  get each() {
    return each(this.#kit, (prefix) => this.#within(prefix));
  }

  get failureOf() {
    return failureOf(this.#kit);
  }

  get lookup() {
    return lookup(this.#kit);
  }

  get map() {
    return map(this.#kit);
  }

  get parallel() {
    return parallel(this.#kit, (prefix) => this.#within(prefix));
  }

  get provide(): RouteRun["provide"] {
    return provide(this.#kit, this);
  }

  get publish() {
    return publish(this.#kit);
  }

  get respond() {
    return this.#answering ?? respond(this.#kit);
  }

  get sleep() {
    return sleep(this.#kit);
  }

  get subroute() {
    const { prefix: own } = this.#kit;
    return subroute(this.#kit, (route, prefix, answer) =>
      routeRun({ ...this.#kit, route, prefix: `${own}${prefix}` }, answer),
    );
  }

  get wait() {
    return wait(this.#kit);
  }

  end(outcome: string) {
    return { outcome };
  }

  fail(step: Step, reason: Given<string>): never {
    throw discreet(this.#kit, new Failure("refused", valueOf(this.#kit, step, reason), { at: step.at }));
  }

  #within(prefix: string): RouteRun {
    return this.#prefixed(`${this.#kit.prefix}${prefix}`);
  }

  #prefixed(prefix: string): RouteRun {
    return routeRun({ ...this.#kit, prefix }, this.#answering);
  }
}
