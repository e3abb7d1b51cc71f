import type { Direction } from "../../analysis/lineage/trace.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import type { Model } from "../../model/model.ts";
import type { YamlNode } from "../../source/node.ts";
import type { Sources } from "../../source/source.ts";
import type { Run } from "../command.ts";
import { estateFolder } from "../folder.ts";
import { formatOption, print } from "../output.ts";
import { today } from "../report/diagnostics.ts";
import { UsageError } from "../usage.ts";

export const lineage: Run = async ([argument], options) => {
  const format = formatOption({ format: options["format"] ?? "text" }, ["text", "json", "mermaid"]);
  const { compile } = await import("../../passes/index.ts");
  const { model, sources, diagnostics } = compile(estateFolder(options), { until: "lint", today: today() });
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  if (errors > 0)
    process.stderr.write(
      `The specs have ${errors === 1 ? "an error" : `${errors} errors`}: what stands in a wrong expression is not followed. See waybill check.\n`,
    );
  const text = String(argument);
  if (options["losses"] === true) return printLosses(text, format, model, sources);
  const { findFields } = await import("../../analysis/lineage/names.ts");
  const found = findFields(text, model);
  if ("problem" in found)
    throw new UsageError(
      found.near === undefined ? found.problem : `${found.problem}; did you mean ${found.near}?`,
    );
  const { lineagePicture } = await import("../../analysis/lineage/picture.ts");
  const pictures = found.fields.map((field) => lineagePicture(field, directions(options), model, sources));
  if (format === "json") {
    const [first, ...more] = pictures.map(({ field, nodes, edges }) => ({ field, nodes, edges }));
    print(JSON.stringify(more.length === 0 ? first : [first, ...more], null, 2));
  } else if (format === "mermaid") {
    const { lineageMermaid } = await import("../../analysis/lineage/mermaid.ts");
    for (const picture of pictures) print(lineageMermaid(picture));
  } else {
    const { lineageText } = await import("../../analysis/lineage/text.ts");
    print(pictures.map((picture) => lineageText(picture, model, sources)).join("\n"));
  }
  return 0;
};

/** Both, unless one is asked for. */
function directions(options: Parameters<Run>[1]): readonly Direction[] {
  const [forward, backward] = [options["forward"] === true, options["backward"] === true];
  if (forward === backward) return ["backward", "forward"];
  return forward ? ["forward"] : ["backward"];
}

/** What a mapping, or all mappings of a route, lose. */
async function printLosses(name: string, format: string, model: Model, sources: Sources): Promise<number> {
  const { mappingsOfRoute } = await import("../../analysis/lineage/losses.ts");
  const { lossesOnTheWay } = await import("../../analysis/lineage/losses-on-the-way.ts");
  const { homecomings } = await import("../../analysis/lineage/round-trip.ts");
  if (!model.routes.has(name) && !model.mappings.has(name)) {
    const near = nearest(name, [...model.routes.keys(), ...model.mappings.keys()]);
    throw new UsageError(
      `there is no route and no mapping ${name}${near === undefined ? "" : `; did you mean ${near}?`}`,
    );
  }
  const mappings = model.routes.has(name) ? mappingsOfRoute(name, model) : [name];
  const reports = lossesOnTheWay(mappings, model).map((report) => {
    const mapping = model.mappings.get(report.mapping);
    const { inverseOf } = mapping?.document.spec ?? {};
    const fields = mapping && inverseOf !== undefined ? homecomings(mapping, model) : undefined;
    return inverseOf === undefined || !fields ? report : { ...report, roundTrip: { inverseOf, fields } };
  });
  if (format === "json") {
    const { lineOf } = await import("../../source/source.ts");
    const placed = ({ node, of: _of, ...one }: { readonly node?: YamlNode; readonly of?: unknown }) => ({
      ...one,
      ...(node && lineOf(node.span, sources)),
    });
    const plain = reports.map(({ losses, ...report }) => ({
      ...report,
      losses: losses.map(placed),
      ...("roundTrip" in report && {
        roundTrip: { ...report.roundTrip, fields: report.roundTrip.fields.map(placed) },
      }),
    }));
    print(JSON.stringify(plain, null, 2));
  } else if (format === "mermaid") throw new UsageError("--losses is printed as text or json");
  else print((await import("../../analysis/lineage/losses-text.ts")).lossesText(reports, sources));
  return 0;
}
