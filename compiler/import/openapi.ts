import { nearest } from "../diagnostics/nearest.ts";
import { isTrue, textOf } from "../schema/data.ts";
import { isBroken, resourceOf } from "../schema/resource.ts";
import { entryOf, type YamlNode } from "../source/node.ts";
import type { SourceFile } from "../source/source.ts";
import { camelCase } from "../spelling/names.ts";
import { type Imported, type NamedText, notImported } from "./imported.ts";
import { authenticationOf } from "./openapi-authentication.ts";
import { firstSentence, kebabCase, yamlComment, yamlText } from "./spec-text.ts";
import { untakeable } from "./trial.ts";

interface Described {
  readonly id: string;
  readonly summary: string | undefined;
  readonly deprecated: boolean;
  /** It is no read. */
  readonly changes: boolean;
}

/**
 * A System that takes operations from its vendor's OpenAPI document (3.0 or 3.1). The document is kept whole, so that its next
 * version can replace it; operations that cannot be taken over are named in the notes.
 *
 * @param options.operations their `operationId`s, in either spelling; all where it is left out
 */
export function importOpenapi(
  document: NamedText,
  options: { readonly name?: string; readonly operations?: readonly string[] } = {},
): Imported {
  const ending = /\.ya?ml$/.test(document.name) ? "yaml" : "json";
  const tree = resourceOf({ path: `document.${ending}`, text: document.text });
  if (isBroken(tree)) return notImported(`${document.name} cannot be read: ${tree.message}`);
  if (textOf(entryOf(tree, "openapi")?.value)?.startsWith("3.") !== true) {
    const isSwagger = entryOf(tree, "swagger") !== undefined;
    return notImported(
      `${document.name} is no OpenAPI 3 document.${isSwagger ? " It is Swagger 2: convert it first, for example by `npx swagger2openapi`." : ""}`,
    );
  }
  const info = entryOf(tree, "info")?.value;
  const name = kebabCase(options.name ?? textOf(entryOf(info, "title")?.value) ?? document.name);
  const file: SourceFile = { path: `schemas/${name}.openapi.${ending}`, text: document.text };
  const notes: string[] = [];
  const chosen = choose(describedIn(tree, notes), options.operations, notes);
  const refused = untakeable(
    chosen.map(({ id }) => id),
    file,
  );
  for (const [id, reason] of refused) notes.push(`${id} is left out: ${reason}`);
  const taken = chosen.filter(({ id }) => !refused.has(id));
  if (taken.length === 0) return { ...notImported("None of its operations can be taken over."), notes };
  return {
    files: new Map([
      [`${name}.yaml`, systemText(name, file.path, tree, taken, notes)],
      [file.path, file.text],
    ]),
    notes,
  };
}

function describedIn(tree: YamlNode, notes: string[]): readonly Described[] {
  const found: Described[] = [];
  let nameless = 0;
  const paths = entryOf(tree, "paths")?.value;
  for (const { value: item } of paths?.type === "map" ? paths.entries : []) {
    for (const method of ["get", "post", "put", "patch", "delete", "head"]) {
      const operation = entryOf(item, method)?.value;
      if (!operation) continue;
      const id = textOf(entryOf(operation, "operationId")?.value);
      if (id === undefined) nameless++;
      else
        found.push({
          id,
          changes: !["get", "head"].includes(method),
          deprecated: isTrue(entryOf(operation, "deprecated")?.value),
          summary:
            textOf(entryOf(operation, "summary")?.value) ?? textOf(entryOf(operation, "description")?.value),
        });
    }
  }
  if (nameless > 0)
    notes.push(
      `${nameless} operations have no operationId: give them one in the document, or write them under \`operations\`.`,
    );
  return found;
}

function choose(
  all: readonly Described[],
  wanted: readonly string[] | undefined,
  notes: string[],
): readonly Described[] {
  if (!wanted) {
    for (const { id } of all.filter(({ deprecated }) => deprecated))
      notes.push(`${id} is left out: it is deprecated. Name it with --operations to have it all the same.`);
    return all.filter(({ deprecated }) => !deprecated);
  }
  return wanted.flatMap((name) => {
    const found = all.find(({ id }) => id === name || camelCase(id) === name);
    if (found) return [found];
    const near = nearest(
      name,
      all.map(({ id }) => id),
    );
    notes.push(`There is no operation "${name}".${near === undefined ? "" : ` Did you mean "${near}"?`}`);
    return [];
  });
}

function systemText(
  name: string,
  path: string,
  tree: YamlNode,
  operations: readonly Described[],
  notes: string[],
): string {
  const info = entryOf(tree, "info")?.value;
  const title = textOf(entryOf(info, "title")?.value) ?? name;
  const described = textOf(entryOf(info, "description")?.value);
  const authentication = authenticationOf(tree, name, notes);
  return `${[
    yamlComment(`${title}, version ${textOf(entryOf(info, "version")?.value) ?? "unknown"}, from ${path}.`),
    "apiVersion: waybill.dev/v1",
    "kind: System",
    `metadata: { name: ${name}${described === undefined || firstSentence(described) === "" ? "" : `, description: ${yamlText(firstSentence(described))}`} }`,
    "spec:",
    "  type: other # pos, oms, wms, erp, ecommerce, finance, payment, tax, marketplace, serviceDesk, analytics, …",
    "  endpoints: # one for each environment of the estate",
    "    local: simulated",
    `    production: ${yamlText(serverOf(tree, notes))}`,
    ...(authentication === undefined
      ? ["  # authentication: { bearer: { secret: … } }"]
      : [`  authentication: ${authentication}`]),
    "  # limits: { rate: 10/s, concurrency: 5 } # what it can stand: ask its vendor",
    "  openapi:",
    `    document: ${path}`,
    "    operations:",
    ...operations.map(
      ({ id, summary }) =>
        `      - ${yamlText(id)}${summary === undefined || firstSentence(summary) === "" ? "" : ` ${yamlComment(firstSentence(summary))}`}`,
    ),
    ...idempotenceHint(operations),
  ].join("\n")}\n`;
}

/** No document says it, and a call that changes something is repeated only where it is said. */
function idempotenceHint(operations: readonly Described[]): readonly string[] {
  const changing = operations.find(({ changes }) => changes);
  return changing === undefined
    ? []
    : [
        "  # operations: # what the document does not say: how a repetition is known",
        `  #   ${camelCase(changing.id)}: { idempotent: { header: Idempotency-Key } }`,
      ];
}

/** The first server's address, its variables at their defaults. */
function serverOf(tree: YamlNode, notes: string[]): string {
  const servers = entryOf(tree, "servers")?.value;
  const [server] = servers?.type === "list" ? servers.items : [];
  const variables = entryOf(server, "variables")?.value;
  const template = textOf(entryOf(server, "url")?.value) ?? "/";
  const url = template.replace(
    /\{([^}]*)\}/g,
    (whole, variable: string) =>
      textOf(entryOf(entryOf(variables, variable)?.value, "default")?.value) ?? whole,
  );
  if (/^https?:\/\/[^\s{}]+$/.test(url)) return url.replace(/\/$/, "");
  notes.push(
    `The document does not say where it is served (${JSON.stringify(template)}): write the production endpoint.`,
  );
  return "https://example.com";
}
