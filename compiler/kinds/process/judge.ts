import { amountKind } from "../amount.ts";
import type { CheckContext, CheckedUnits } from "../kind.ts";
import { totalUnit } from "./units.ts";

/** What is added up must be an amount. One that is missing adds nothing. */
export function judgeProcesses(checked: CheckedUnits, { model, reporter }: CheckContext): void {
  for (const document of model.processes.values()) {
    for (const [name, total] of Object.entries(document.spec.totals ?? {})) {
      const add = checked.get(totalUnit(document.metadata.name, name))?.get("add");
      if (!add || amountKind(add)) continue;
      reporter.report(
        "WB3806",
        document.spanOf(total, "add"),
        `\`${name}\` adds up amounts, and this is ${add.typeText}.`,
        { help: `Add money, a decimal or a whole number of \`${total.on}\`.` },
      );
    }
  }
}
