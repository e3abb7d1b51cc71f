/** A whole route (accept, map, call, record): a whole service, and the engine alone, against the floor that does the same once. */
import { contest } from "./engine/contest.ts";
import { type Result, result } from "./result.ts";

const against = "the floor of accept, with the mapping, an undici call and one more insert behind the answer";

export async function run(): Promise<readonly Result[]> {
  const { floor, engine, service, serviceMb } = await contest(true);
  return [
    result("whole route (accept, map, call, record)", service, floor, "messages/s", against, ">= 0.5"),
    result("whole route, the engine behind node:http", engine, floor, "messages/s", against, ">= 0.5"),
    result("memory under load", serviceMb, 512, "MB", "what a deployment gives by default", "<= 1"),
  ];
}
