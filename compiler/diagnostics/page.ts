/**
 * A page of `docs/diagnostics/`: a title, why it matters, examples that fail and pass, and the way out. `waybill explain`
 * shows it; a test compiles its examples.
 */
export interface Page {
  readonly code: string;
  readonly name: string;
  readonly why: string;
  readonly fails: Example;
  readonly passes: Example;
  readonly fix: string;
}

/** Files of an example by path. */
export type Example = Readonly<Record<string, string>>;

/**
 * Reads a page. Throws where it has not the form that `CONTRIBUTING.md` describes: pages are Waybill's own, so that is a bug.
 */
export function readPage(text: string): Page {
  const title = /^# (WB\d{4}) · ([a-z0-9-]+)\n/.exec(text);
  if (!title) throw new Error("A page begins with `# WBnnnn · name`.");
  const [why = "", ...sections] = text.slice(title[0].length).split(/^## (?=(?:Fails|Passes|Fix)$)/m);
  const section = (name: string): string => {
    const found = sections.find((each) => each.startsWith(`${name}\n`));
    if (found === undefined) throw new Error(`The page of ${title[1]} has no "## ${name}".`);
    return found.slice(name.length).trim();
  };
  return {
    code: title[1] ?? "",
    name: title[2] ?? "",
    why: why.trim(),
    fails: readExample(section("Fails")),
    passes: readExample(section("Passes")),
    fix: section("Fix"),
  };
}

/** Each fenced block is a file, named by a line `File: path` before it, else `spec.yaml`; blocks of one file are its documents. */
function readExample(text: string): Example {
  const files: Record<string, string> = {};
  for (const [, path = "spec.yaml", body = ""] of text.matchAll(
    /(?:^File: (\S+)\n+)?^```[a-z]+\n([\s\S]*?)^```$/gm,
  )) {
    files[path] = files[path] === undefined ? body : `${files[path]}---\n${body}`;
  }
  return files;
}
