/**
 * Reads the standard library's own source (`runtime/library/`) and writes what the expression checker declares
 * (`compiler/expressions/library.generated.ts`) and the reference for people (`docs/reference/library.md`).
 * So each function is declared, and documented, once. `test/runtime/library/generated.test.ts` holds both against drift.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { ts } from "ts-morph";

const root = new URL("../", import.meta.url);
const folder = new URL("runtime/library/", root);

/** The chapters of the reference: a source file each. */
const chapters = {
  "text.ts": "Text",
  "decimal.ts": "Decimals",
  "compare.ts": "Comparing decimals and money",
  "money.ts": "Money",
  "number.ts": "Numbers",
  "instant.ts": "Points in time",
  "date.ts": "Dates",
  "sap-date.ts": "SAP's dates",
  "collection.ts": "Lists",
  "missing.ts": "What may be missing",
  "personal.ts": "Personal data",
} as const;

export interface DocumentedFunction {
  readonly name: string;
  readonly chapter: string;
  /** Overloads as the checker declares them, without `export`. */
  readonly signatures: readonly string[];
  readonly summary: string;
  readonly examples: readonly { readonly code: string; readonly result: string }[];
  readonly internal: boolean;
}

/** Every exported function of the library, in the order of the source. */
export function readLibrary(): readonly DocumentedFunction[] {
  const exported = exportedNames();
  return Object.entries(chapters).flatMap(([file, chapter]) => {
    const source = ts.createSourceFile(
      file,
      readFileSync(new URL(file, folder), "utf8"),
      ts.ScriptTarget.Latest,
      true,
    );
    const byName = Map.groupBy(
      source.statements.filter(ts.isFunctionDeclaration),
      (statement) => statement.name?.text ?? "",
    );
    return [...byName]
      .filter(([name]) => exported.has(name) || (file === "text.ts" && isExported(byName.get(name)?.[0])))
      .map(([name, declarations]) => documented(name, chapter, declarations));
  });
}

/** What `index.ts` passes on by name. */
function exportedNames(): ReadonlySet<string> {
  const source = ts.createSourceFile(
    "index.ts",
    readFileSync(new URL("index.ts", folder), "utf8"),
    ts.ScriptTarget.Latest,
    true,
  );
  const names = source.statements
    .filter(ts.isExportDeclaration)
    .flatMap((statement) =>
      statement.exportClause && ts.isNamedExports(statement.exportClause)
        ? statement.exportClause.elements
        : [],
    );
  return new Set(names.map((name) => name.name.text));
}

function isExported(declaration: ts.FunctionDeclaration | undefined): boolean {
  return declaration?.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword) ?? false;
}

function documented(
  name: string,
  chapter: string,
  declarations: readonly ts.FunctionDeclaration[],
): DocumentedFunction {
  const overloads =
    declarations.length > 1 ? declarations.filter((declaration) => !declaration.body) : declarations;
  const [comment] = declarations
    .flatMap((declaration) => ts.getJSDocCommentsAndTags(declaration))
    .filter(ts.isJSDoc);
  const tags = comment?.tags ?? [];
  const examples = tags
    .filter((tag) => tag.tagName.text === "example")
    .map((tag) => ts.getTextOfJSDocComment(tag.comment)?.split(" // ") ?? [])
    .map(([code = "", result = ""]) => ({ code, result }));
  return {
    name,
    chapter,
    signatures: overloads.map(signature),
    summary: (ts.getTextOfJSDocComment(comment?.comment) ?? "").replaceAll(/\s*\n\s*/g, " "),
    examples,
    internal: tags.some((tag) => tag.tagName.text === "internal"),
  };
}

function signature(declaration: ts.FunctionDeclaration): string {
  const text = declaration.getText();
  const head = declaration.body ? text.slice(0, declaration.body.getStart() - declaration.getStart()) : text;
  // On one line, however the formatter broke it.
  const line = head.replaceAll(/\s+/g, " ").replaceAll("( ", "(").replaceAll(/,? \)/g, ")");
  return line.replace(/^export /, "").replace(/\s*;?\s*$/, "");
}

function declarations(functions: readonly DocumentedFunction[]): string {
  const shown = functions.filter((one) => !one.internal);
  const metadata = shown.map(({ name, signatures, summary, examples }) => ({
    name,
    signature: (signatures[0] ?? "")
      .replaceAll("DecimalLike", "Decimal")
      .replaceAll("DecimalOrText", "Decimal | string"),
    summary,
    example: examples[0]?.code ?? "",
    givesDecimal: signatures[0]?.endsWith("): Decimal") ?? false,
  }));
  const text = shown.flatMap((one) => one.signatures.map((each) => `declare ${each};`)).join("\n");
  return `// Generated from runtime/library by scripts/generate-library.ts. Edit the library, not this file.

export interface LibraryFunction {
  readonly name: string;
  readonly signature: string;
  readonly summary: string;
  readonly example: string;
  /** Gives a decimal that needs no further conversion to be written as text. */
  readonly givesDecimal: boolean;
}

/** The library as the check program declares it. */
export const libraryDeclarations = ${JSON.stringify(`${text}\n`)};

export const libraryFunctions: readonly LibraryFunction[] = ${JSON.stringify(metadata, undefined, 2)};
`;
}

function reference(functions: readonly DocumentedFunction[]): string {
  const parts = Object.values(chapters).map((chapter) => {
    const inside = functions.filter((one) => one.chapter === chapter && !one.internal);
    return `## ${chapter}\n\n${inside.map(entry).join("\n")}`;
  });
  return `<!-- Generated from runtime/library by scripts/generate-library.ts. Edit the library, not this file. -->

# Standard library

What expressions and Functions may call. Every function gives missing for a missing argument unless it says otherwise.
\`Decimal\` stands for an exact decimal; a text literal (\`"19.90"\`), an integer literal and an integer field count as one where
one is wanted. \`Rounding\` is \`"halfUp"\`, \`"halfEven"\`, \`"down"\`, \`"up"\`, \`"floor"\` or \`"ceiling"\`.

${parts.join("\n")}`;
}

function entry(one: DocumentedFunction): string {
  const signatures = one.signatures.filter((text) => !text.includes("Maybe<") || one.signatures.length === 1);
  const shown = signatures.map((text) =>
    text
      .replace(/^function /, "")
      .replaceAll("DecimalLike", "Decimal")
      .replaceAll("DecimalOrText", "Decimal | string"),
  );
  const examples = one.examples.map(({ code, result }) => `${code} // ${result}`);
  return `### ${one.name}\n\n${one.summary}\n\n\`\`\`ts\n${[...shown, "", ...examples].join("\n").trim()}\n\`\`\`\n`;
}

/** The generated files, by path in the project. */
export function generateLibrary(): ReadonlyMap<string, string> {
  const functions = readLibrary();
  return new Map([
    ["compiler/expressions/library.generated.ts", declarations(functions)],
    ["docs/reference/library.md", reference(functions)],
  ]);
}

if (import.meta.main) for (const [path, text] of generateLibrary()) writeFileSync(new URL(path, root), text);
