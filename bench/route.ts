/** A whole route (accept, map, call, record): a whole service, and the engine alone, against the floor that does the same once. */
import { contest } from "./engine/contest.ts";
import { compared, type Result, result } from "./result.ts";

const against = "the floor of accept, with the mapping, an undici call and one more insert behind the answer";
const bar = ">= 0.5";

export async function run(): Promise<readonly Result[]> {
  const { floor, engine, service } = await contest(true);
  const lines = (name: string, { rates, perProcessorSecond }: typeof floor) => [
    compared(name, rates, floor.rates, "messages/s", against, bar),
    compared(
      `${name}, processor time`,
      perProcessorSecond,
      floor.perProcessorSecond,
      "messages/s of it",
      against,
      bar,
    ),
  ];
  return [
    ...lines("whole route (accept, map, call, record)", service),
    ...lines("whole route, the engine behind node:http", engine),
    result("memory under load", service.peakMb, 512, "MB", "what a deployment gives by default", "<= 1"),
  ];
}
