/** Durable accept over HTTP, full sync, 1.5 KB, 64 connections: a whole service, and the engine alone, against the floor. */
import { contest, linesOf } from "./engine/contest.ts";
import type { Result } from "./result.ts";

const against = "node:http, JSON.parse, node:sqlite with commits grouped in a worker";
const bar = ">= 0.7";

export async function run(): Promise<readonly Result[]> {
  const { floor, engine, service } = await contest(false);
  const lines = (name: string, side: typeof floor) => linesOf(name, side, floor, against, bar);
  return [
    ...lines("durable accept over HTTP", service),
    ...lines("durable accept, the engine behind node:http", engine),
  ];
}
