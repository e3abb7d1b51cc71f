import type { LinkedContract } from "../../../../model/model.ts";
import type { Span } from "../../../../source/source.ts";
import type { Rule } from "../../rule.ts";

/** Whoever still maps from, maps to or offers a contract that ends will stop working on its sunset. */
export const endingContractUsed: Rule = {
  name: "ending-contract-used",
  codes: ["WB8101"],
  check(model, reporter) {
    const ending = new Map(
      [...model.contracts].filter(([, { document }]) =>
        ["deprecated", "retired"].includes(document.spec.lifecycle),
      ),
    );
    if (ending.size === 0) return;
    const use = (label: string, span: Span) => {
      const contract = ending.get(label);
      if (contract)
        reporter.report("WB8101", span, `Contract "${label}" is ${contract.document.spec.lifecycle}.`, {
          help: helpFor(contract),
        });
    };
    for (const { document, from, to } of model.mappings.values()) {
      for (const { name, schema } of from) use(schema.label, document.spanOf(document.spec.from, name));
      use(to.label, document.spanOf(document.spec, "to"));
    }
    for (const document of model.capabilities.values()) {
      for (const operation of Object.values(document.spec.operations)) {
        use(operation.input, document.spanOf(operation, "input"));
        use(operation.output, document.spanOf(operation, "output"));
      }
    }
  },
};

function helpFor({ document }: LinkedContract): string {
  const { sunset, replacement } = document.spec;
  const until = sunset === undefined ? "" : `It is served until ${sunset}. `;
  return replacement === undefined
    ? `${until}It names no replacement; ask its owner.`
    : `${until}Use "${replacement}" instead.`;
}
