import { type Run, textOption } from "../command.ts";
import { colors, formatOption, print } from "../output.ts";

export const migrate: Run = async (_values, options) => {
  const format = formatOption(options, ["pretty", "json"]);
  const { migrateStore } = await import("../../../runtime/service/distributed/migrate.ts");
  const { StartError } = await import("../../../runtime/service/settings.ts");
  const dryRun = options["dryRun"] === true;
  try {
    const migrated = await migrateStore({
      data: textOption(options, "data") ?? ".waybill/data",
      name: textOption(options, "service") ?? "estate",
      variables: process.env,
      dryRun,
    });
    print(format === "json" ? JSON.stringify(migrated, null, 2) : table(migrated.things));
    if (format === "pretty" && (dryRun || migrated.before))
      print(
        colors.dim(migrated.before ? "It was carried before; nothing was done." : "Nothing was carried."),
      );
    return 0;
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
};

function table(
  things: readonly { readonly name: string; readonly from: number; readonly to?: number }[],
): string {
  const rows = [
    ["", "embedded", "PostgreSQL"],
    ...things.map(({ name, from, to }) => [name, String(from), String(to ?? "")]),
  ];
  const width = Math.max(...rows.map(([name = ""]) => name.length));
  return rows
    .map(([name = "", from = "", to = ""]) =>
      `${name.padEnd(width)}  ${from.padStart(10)}  ${to.padStart(10)}`.trimEnd(),
    )
    .join("\n");
}
