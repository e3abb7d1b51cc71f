/** A whole route (accept, map, call, record): a whole service, and the engine alone, against the floor that does the same once. */
import { contest, linesOf } from "./engine/contest.ts";
import { type Result, result } from "./result.ts";

const against = "the floor of accept, with the mapping, an undici call and one more insert behind the answer";
const bar = ">= 0.5";

export async function run(): Promise<readonly Result[]> {
  const { floor, engine, service } = await contest(true);
  const lines = (name: string, side: typeof floor) => linesOf(name, side, floor, against, bar);
  return [
    ...lines("whole route (accept, map, call, record)", service),
    ...lines("whole route, the engine behind node:http", engine),
    result("memory under load", service.peakMb, 512, "MB", "what a deployment gives by default", "<= 1"),
  ];
}
