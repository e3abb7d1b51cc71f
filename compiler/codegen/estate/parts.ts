import { createHash } from "node:crypto";
import { dirname, join } from "node:path/posix";

/** What a service is made of: each part's digest, by what it is (`mappings/order-to-sap`, `policies/stock-event`). */
export type Parts = Readonly<Record<string, string>>;

/**
 * The parts of the module at `start`: every generated file it reaches by its imports, but itself. All policies lie in one module
 * and are parts by themselves, so that another's retry is nothing to a service that does not follow it.
 */
function partsOf(start: string, files: ReadonlyMap<string, string>): Parts {
  const parts = new Map<string, string>();
  const seen = new Set([start]);
  const visit = (path: string): void => {
    for (const { names, target } of importsOf(path, files.get(path) ?? "")) {
      const text = files.get(target);
      if (text === undefined) continue;
      if (target === "policies.ts")
        for (const name of names) parts.set(`policies/${name}`, digest(declarationOf(name, text)));
      else if (!seen.has(target)) {
        seen.add(target);
        parts.set(target.replace(/\.[a-z]+$/, ""), digest(text));
        visit(target);
      }
    }
  };
  visit(start);
  return Object.fromEntries([...parts].sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** What a service is made of, and one digest of all of it and of the module that holds it together. */
export function serviceContent(
  service: string,
  files: ReadonlyMap<string, string>,
): { readonly parts: Parts; readonly content: string } {
  const module = `services/${service}.ts`;
  const parts = partsOf(module, files);
  const text = (files.get(module) ?? "").replace(/^ {4}build: "[0-9a-f]*",$/m, "");
  return { parts, content: digest(JSON.stringify([parts, text])) };
}

const statement = /^import (?:type )?([^;]*?) from "(\.[^"]+)"/gm;

function importsOf(
  path: string,
  text: string,
): readonly { readonly names: readonly string[]; readonly target: string }[] {
  return [...text.matchAll(statement)].map(([, clause = "", specifier = ""]) => ({
    names: clause
      .replace(/[{}]/g, "")
      .split(",")
      .map((name) => name.trim().split(" as ")[0] ?? "")
      .filter((name) => name !== ""),
    target: join(dirname(path), specifier),
  }));
}

/** From its `export` to the next one. */
function declarationOf(name: string, text: string): string {
  const [, after = ""] = text.split(`\nexport const ${name}:`, 2);
  return after.split("\nexport ", 1)[0] ?? "";
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
