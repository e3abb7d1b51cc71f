import type { SourceLocation } from "./location.ts";
import type { RouteRun, Step } from "./route-run.ts";

/** A canonical service. A provider's function runs as part of the step that calls it. */
export interface Capability<
  Operations extends Readonly<Record<string, { readonly input: unknown; readonly output: unknown }>>,
> {
  readonly kind: "capability";
  readonly name: string;
  readonly at: SourceLocation;
  readonly providers: Readonly<
    Record<
      string,
      { readonly [O in keyof Operations]: Provider<Operations[O]["input"], Operations[O]["output"]> }
    >
  >;
  readonly pin?: (input: Operations[keyof Operations]["input"]) => string | undefined;
  /** Tried in order; the last has no condition. */
  readonly rollout: readonly {
    readonly to: string;
    readonly when?: (input: Operations[keyof Operations]["input"]) => boolean;
  }[];
}

export type Provider<Input, Output> = (run: RouteRun, step: Step, input: Input) => Promise<Output>;
