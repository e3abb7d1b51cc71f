import type { Policy } from "../../runtime/contract/policy.ts";
import { exported, object } from "./layout/syntax.ts";
import { propertyKey } from "./literal.ts";
import { GeneratedModule } from "./module.ts";
import { policiesModule, type Symbols } from "./symbols.ts";
import { jsonLayout } from "./value.ts";

/** All policies of the estate, durations in milliseconds, defaults filled in. */
export function policiesModuleOf(policies: readonly Policy[], symbols: Symbols): GeneratedModule {
  const names = policies.map(({ name }) => symbols.policy(name).name);
  const module = new GeneratedModule(policiesModule, [], names, symbols);
  for (const [index, policy] of policies.entries()) {
    const properties = Object.entries(policy)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => ({ key: propertyKey(key), value: jsonLayout(value) }));
    module.add(exported(names[index] ?? "", module.runtimeType("Policy"), object(properties, true)));
  }
  return module;
}
