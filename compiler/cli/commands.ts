import type { CommandDefinition } from "./command.ts";
import { delivering } from "./definitions/delivering.ts";
import { developing } from "./definitions/developing.ts";
import { keeping } from "./definitions/keeping.ts";
import { reading } from "./definitions/reading.ts";
import { recovering } from "./definitions/recovering.ts";

/** Every command, in the order of the day's work. */
export const commands: readonly CommandDefinition[] = [
  ...developing,
  ...recovering,
  ...keeping,
  ...delivering,
  ...reading,
];
