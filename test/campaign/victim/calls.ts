import { Agent, request } from "node:http";
import { Failure } from "../../../runtime/contract/failure.ts";
import type { Json } from "../../../runtime/contract/json.ts";
import type { Policy } from "../../../runtime/contract/policy.ts";
import type { Attempt, RunContext, StepInfo, Turnstile } from "../../../runtime/engine/port.ts";
import type { Message } from "./message.ts";

const receiver = new URL(process.env["RECEIVER"] ?? "http://127.0.0.1:1");
const agent = new Agent({ keepAlive: true });

export function policy(lane: "park" | "pass"): Policy {
  return {
    name: lane,
    timeoutMs: 2_000,
    retry: {
      on: ["transient", "throttled", "unknown"],
      attempts: 60,
      initialMs: 5,
      factor: 1.5,
      maxMs: 150,
      jitter: "full",
    },
    idempotencyMs: 1e12,
    deadLetter: { owner: "nobody", lane, retentionMs: 1e12 },
  };
}

export function info(name: string, kind: string): StepInfo {
  return { name, kind, at: { file: "route.yaml", line: 1 } };
}

/** A call to the outside as a step of its name. */
export function call(
  run: RunContext,
  name: string,
  message: Message,
  {
    own,
    repeatable = true,
    turnstile,
  }: { readonly own: Policy; readonly repeatable?: boolean; readonly turnstile?: Turnstile },
): Promise<Json> {
  const options = { policy: own, repeatable, settleMs: 0, ...(turnstile === undefined ? {} : { turnstile }) };
  return run.step(info(name, "call"), options, (attempt) => send(name, message, attempt));
}

function send(operation: string, message: Message, attempt: Attempt): Promise<Json> {
  return new Promise((resolve, reject) => {
    const headers = {
      "x-attempt-key": attempt.attemptKey,
      "x-attempt-number": attempt.number,
      "x-previous": attempt.previous,
    };
    const { signal } = attempt;
    const sent = request(
      new URL(`/${operation}`, receiver),
      { method: "POST", headers, agent, signal },
      (got) => {
        const status = got.statusCode ?? 0;
        got.resume().on("end", () => {
          if (status === 200) resolve({ done: operation });
          else
            reject(new Failure(status === 422 ? "refused" : "transient", `Answered ${status}.`, { status }));
        });
      },
    );
    sent.on("error", (error) => reject(new Failure("unknown", error.message)));
    sent.end(JSON.stringify(message));
  });
}
