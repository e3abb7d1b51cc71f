/** Durable accept over HTTP, full sync, 1.5 KB, 64 connections: a whole service, and the engine alone, against the floor. */
import { contest } from "./engine/contest.ts";
import { compared, type Result } from "./result.ts";

const against = "node:http, JSON.parse, node:sqlite with commits grouped in a worker";

export async function run(): Promise<readonly Result[]> {
  const { floor, engine, service } = await contest(false);
  const line = (name: string, { rates }: typeof floor) =>
    compared(name, rates, floor.rates, "messages/s", against, ">= 0.7");
  return [
    line("durable accept over HTTP", service),
    line("durable accept, the engine behind node:http", engine),
  ];
}
