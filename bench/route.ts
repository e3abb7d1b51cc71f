/** A whole route (accept, map, call, record): a whole service, and the engine alone, against the floor that does the same once. */
import { contest } from "./engine/contest.ts";
import { compared, type Result, result } from "./result.ts";

const against = "the floor of accept, with the mapping, an undici call and one more insert behind the answer";

export async function run(): Promise<readonly Result[]> {
  const { floor, engine, service } = await contest(true);
  const line = (name: string, { rates }: typeof floor) =>
    compared(name, rates, floor.rates, "messages/s", against, ">= 0.5");
  return [
    line("whole route (accept, map, call, record)", service),
    line("whole route, the engine behind node:http", engine),
    result("memory under load", service.peakMb, 512, "MB", "what a deployment gives by default", "<= 1"),
  ];
}
