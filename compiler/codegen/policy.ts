import type { Policy } from "../../runtime/contract/policy.ts";
import { propertyKey } from "../spelling/literal.ts";
import { exported, object } from "./layout/syntax.ts";
import { GeneratedModule } from "./module.ts";
import type { Symbols } from "./symbols.ts";
import { jsonLayout } from "./value.ts";

/** A policy, durations in milliseconds, defaults filled in. A module each, so that a changed one is a change of its users only. */
export function policyModule(policy: Policy, symbols: Symbols): GeneratedModule {
  const { module: path, name } = symbols.policy(policy.name);
  const module = new GeneratedModule(path, [], [name], symbols);
  const properties = Object.entries(policy)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ({ key: propertyKey(key), value: jsonLayout(value) }));
  module.add(exported(name, module.runtimeType("Policy"), object(properties, true)));
  return module;
}
