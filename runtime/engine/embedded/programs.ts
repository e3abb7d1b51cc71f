import type { Program } from "../port.ts";
import type { LiveRun } from "../run/live-run.ts";

/** Owns: the programs of the build that is served, and the runs of routes that it does not have, which wait for a build that does. */
export class Programs {
  #build = "";
  #programs: ReadonlyMap<string, Program> = new Map();
  readonly #homeless = new Set<LiveRun>();

  get build(): string {
    return this.#build;
  }

  /** Later runs use these. Answers the runs that had no program, in the order in which they came. */
  serve(build: string, programs: readonly Program[]): readonly LiveRun[] {
    this.#build = build;
    this.#programs = new Map(programs.map((program) => [program.route, program]));
    const homeless = [...this.#homeless];
    this.#homeless.clear();
    return homeless;
  }

  has(route: string): boolean {
    return this.#programs.has(route);
  }

  /** Of a run that is to be started. One that has none waits. */
  of(run: LiveRun): Program | undefined {
    const program = this.#programs.get(run.route);
    if (program === undefined) this.#homeless.add(run);
    return program;
  }

  criticality(route: string): NonNullable<Program["criticality"]> {
    return this.#programs.get(route)?.criticality ?? "medium";
  }

  /** A run that waits no longer. */
  drop(run: LiveRun): void {
    this.#homeless.delete(run);
  }
}
