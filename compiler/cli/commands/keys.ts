import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { hashOf, parseKeys, type StoredKey, storedKeys } from "../../../runtime/edge/security/key-set.ts";
import { type Options, type Run, textOption } from "../command.ts";
import { print } from "../output.ts";
import { UsageError } from "../usage.ts";

/** Sets of API keys in a file. A key itself is printed once, when it is made, and is nowhere after that. */
export const keys: Run = async ([given, id], options) => {
  const action = actions[String(given)];
  if (!action) throw new UsageError(`keys ${Object.keys(actions).join(", ")}, not ${String(given)}`);
  action(typeof id === "string" ? id : undefined, options);
  return 0;
};

const actions: Readonly<Record<string, (id: string | undefined, options: Options) => void>> = {
  create,
  list,
  revoke,
};

function create(id: string | undefined, options: Options): void {
  if (id === undefined || !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id))
    throw new UsageError("a key has a kebab-case name: keys create carrier-1 --scopes parcels");
  const file = textOption(options, "file");
  const known = file === undefined ? [] : read(file);
  if (known.some((key) => key.id === id))
    throw new UsageError(`${id} is there already: give the next one another name, then revoke this one`);
  const key = `wb_${randomBytes(32).toString("base64url")}`;
  const expires = textOption(options, "expires");
  const scopes = (textOption(options, "scopes") ?? "").split(",").filter(Boolean);
  const stored: StoredKey = { id, hash: hashOf(key), scopes, ...(expires === undefined ? {} : { expires }) };
  const text = checked([...known, stored]);
  if (file === undefined) print(`${key}\n\n${text}`);
  else {
    writeFileSync(file, text, { mode: 0o600 });
    print(key);
  }
}

function list(_id: string | undefined, options: Options): void {
  const lines = read(fileOf(options)).map(({ id, scopes, expires }) =>
    [id, scopes.join(",") || "no scopes", expires === undefined ? "no end" : `until ${expires}`].join("  "),
  );
  print(lines.join("\n") || "no keys");
}

function revoke(id: string | undefined, options: Options): void {
  const file = fileOf(options);
  const known = read(file);
  if (!known.some((key) => key.id === id))
    throw new UsageError(`there is no key ${id ?? ""}: ${known.map((key) => key.id).join(", ")}`);
  writeFileSync(file, checked(known.filter((key) => key.id !== id)));
}

function fileOf(options: Options): string {
  const file = textOption(options, "file");
  if (file === undefined) throw new UsageError("say --file with the set of keys");
  return file;
}

function read(file: string): readonly StoredKey[] {
  if (!existsSync(file)) return [];
  try {
    return storedKeys(readFileSync(file, "utf8"));
  } catch (error) {
    throw new UsageError(`${file} is no set of keys: ${(error as Error).message}`); // storedKeys throws nothing else
  }
}

/** The set as it is written, after a reader has taken it. */
function checked(all: readonly StoredKey[]): string {
  const text = `${JSON.stringify({ keys: all }, undefined, 2)}\n`;
  try {
    parseKeys(text);
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
  return text;
}
