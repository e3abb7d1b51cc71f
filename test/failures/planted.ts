import type { Planted } from "../simulation/planted.ts";

/** Mistakes to plant, to show that the suite finds them: one loses, one does things twice, one lets messages overtake. */
export const planted: readonly Planted[] = [
  {
    name: "an early word: a message is acknowledged before PostgreSQL has it",
    file: "restate/intake.ts",
    find: "const first = await this.#write(command, seq, token, build, also);",
    instead:
      "const first = (setTimeout(() => void this.#write(command, seq, token, build, also).catch(() => 0), 50), null) as string | null;",
  },
  {
    name: "a doubt forgotten: what may have happened is done again as if it surely had not",
    file: "run/program/step.ts",
    find: 'head.unknown === true ? "unknown" :',
    instead: "",
  },
  {
    name: "a lane overtaken: the last in the lane goes first",
    file: "store/postgres/claims.ts",
    find: "ORDER BY (l.holder IS NULL), l.seq LIMIT 1",
    instead: "ORDER BY (l.holder IS NULL), l.seq DESC LIMIT 1",
  },
];
