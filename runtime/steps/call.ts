import { Failure } from "../contract/failure.ts";
import type { Policy } from "../contract/policy.ts";
import type { Given, Step } from "../contract/route-run.ts";
import type { CallOperation, Operation } from "../contract/system.ts";
import type { Attempt, StepOptions } from "../engine/port.ts";
import type { CallOptions } from "../systems/client.ts";
import { personalValues } from "../telemetry/personal.ts";
import { discreet } from "./discreet.ts";
import { valueOf } from "./given.ts";
import { infoOf, type StepKit } from "./kit.ts";
import { located } from "./located.ts";

/** A system's operation: attempts by policy, each with the same key; after one of unknown outcome it looks first, where the operation says how. */
export function call(kit: StepKit) {
  return async <I, O>(step: Step, operation: Operation<I, O>, given: Given<I>): Promise<O> => {
    const input = valueOf(kit, step, given);
    const policy = step.policy ?? kit.route.policy;
    const info = infoOf(kit, step, "call", { system: operation.system.name, operation: operation.name });
    const output = await kit.context.step(info, optionsOf(kit, operation, policy), async (attempt) => {
      try {
        return await attemptOf(kit, operation, input, policy, attempt);
      } catch (error) {
        const own = personalValues(input, operation.input?.personal ?? []);
        throw discreet(kit, located(error, step.at), own);
      }
    });
    // What a system tells of a person is not repeated by the failure of a later step either.
    const paths = Object.values(operation.responses).flatMap((contract) => contract?.personal ?? []);
    for (const value of personalValues(output, paths)) kit.personal.add(value);
    return output;
  };
}

function optionsOf<I, O>(
  { flow }: StepKit,
  { system, idempotent }: Operation<I, O>,
  policy: Policy,
): StepOptions {
  const settleMs = idempotent.by === "verify" ? (idempotent.settleMs ?? policy.timeoutMs) : 0;
  return {
    policy,
    repeatable: idempotent.by !== "nothing",
    settleMs,
    turnstile: flow.turnstile(system, policy),
  };
}

/** The first call goes in the attempt's turn; the one after a look in vain waits for the system's rate again. */
async function attemptOf<I, O>(
  { client, flow, route, traceparent }: StepKit,
  operation: Operation<I, O>,
  input: I,
  policy: Policy,
  attempt: Attempt,
): Promise<O> {
  const options: CallOptions = {
    signal: attempt.signal,
    attemptKey: attempt.attemptKey,
    untimed: attempt.untimed,
    origin: { route: route.name, policy: policy.name, attempt: attempt.number, traceparent },
  };
  if (attempt.previous === "unknown" && operation.idempotent.by === "verify") {
    const found = await lookFirst(operation, input, (other, otherInput) =>
      client.call(other, otherInput, options),
    );
    if (found !== undefined) return found;
    await attempt.untimed(() => flow.again(operation.system, attempt.signal));
    return afterLook(client.call(operation, input, options));
  }
  return client.call(operation, input, options);
}

/** The system has just answered: where it does not answer this, it is the message that it chokes on, and not that nobody is there. */
async function afterLook<O>(call: Promise<O>): Promise<O> {
  try {
    return await call;
  } catch (error) {
    if (!(error instanceof Failure) || error.class !== "unknown") throw error;
    throw new Failure(error.class, error.message, { ...error.detail, there: true });
  }
}

/** A look that fails leaves the attempt before as unknown as it was: it must never pass for “not found”. */
async function lookFirst<I, O>(
  { idempotent, ...operation }: Operation<I, O>,
  input: I,
  callOperation: CallOperation,
): Promise<O | undefined> {
  if (idempotent.by !== "verify") return undefined;
  try {
    return (await idempotent.verify(input, callOperation)) ?? undefined;
  } catch (error) {
    const { class: of, message, detail } = located(error, operation.at);
    // Unknown is what the step is; of the look alone the class says whether anybody is there.
    const nobody = of === "transient" || of === "throttled";
    throw new Failure(
      "unknown",
      `whether ${operation.name} had its effect could not be seen: ${message}`,
      nobody ? { ...detail, there: false } : detail,
    );
  }
}
