import { join } from "node:path";
import { compileSources } from "../../compiler/passes/index.ts";
import { load } from "../../compiler/passes/load/index.ts";
import type { Sources } from "../../compiler/source/source.ts";
import type { PeerMistake } from "./mistakes.ts";

const estate = load(join(import.meta.dirname, "../compiler/corpus/solvang")).output;

/** What `waybill check` says of the estate, with one mistake in it; of the estate as it is without one. Notices are not counted. */
export function waybill(mistake?: PeerMistake): string | undefined {
  const { diagnostics } = compileSources(mistake ? wrong(mistake.waybill) : estate, {
    until: "lint",
    today: "2026-11-26",
  });
  const [first] = diagnostics.filter(({ severity }) => severity !== "info");
  return first && `${first.code} ${first.message}`;
}

function wrong([path, right, is]: PeerMistake["waybill"]): Sources {
  const text = estate.get(path)?.text ?? "";
  if (!text.includes(right)) throw new Error(`${path} does not say ${right}`);
  return new Map(estate).set(path, { path, text: text.replace(right, () => is) });
}
