import { parseArgs } from "node:util";

/** What a campaign is asked for on its command line: rounds or minutes, or neither. */
export interface CampaignOptions {
  /** Of the first round; each next one has the next. */
  readonly seed: number;
  readonly rounds?: number;
  readonly minutes?: number;
  /** The name of a mistake to plant, or how that begins. */
  readonly plant?: string;
  /** The only thing that goes wrong, by its name. */
  readonly fault?: string;
}

/** `--seed S`, and `--rounds N` rather than `--minutes N`, `--plant NAME`, `--fault NAME`. Throws at any other. */
export function readOptions(args: readonly string[], usualMinutes?: number): CampaignOptions {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    args: [...args],
    options: { minutes: text, rounds: text, seed: text, plant: text, fault: text },
  });
  const { rounds, seed, plant, fault } = values;
  const minutes = rounds === undefined ? (values.minutes ?? usualMinutes) : undefined;
  return {
    seed: seed === undefined ? Date.now() % 1_000_000_000 : Number(seed),
    ...(rounds === undefined ? {} : { rounds: Number(rounds) }),
    ...(minutes === undefined ? {} : { minutes: Number(minutes) }),
    ...(plant === undefined ? {} : { plant }),
    ...(fault === undefined ? {} : { fault }),
  };
}
