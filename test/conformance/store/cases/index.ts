import type { StoreCase } from "../subject.ts";
import { acceptingCases } from "./accepting.ts";
import { claimCases } from "./claims.ts";
import { eventCases } from "./events.ts";
import { groupCases } from "./groups.ts";
import { letterCases } from "./letters.ts";
import { removingCases } from "./removing.ts";
import { runCases } from "./runs.ts";
import { stepCases } from "./steps.ts";
import { waitCases } from "./waits.ts";

export const storeCases: readonly StoreCase[] = [
  ...acceptingCases,
  ...claimCases,
  ...eventCases,
  ...groupCases,
  ...letterCases,
  ...removingCases,
  ...runCases,
  ...stepCases,
  ...waitCases,
];
