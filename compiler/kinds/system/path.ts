/** Paths of requests: `/orders/{id}`, or one template literal whose substitutions are encoded. */

/** The names in braces, in order. */
export function pathParameters(path: string): readonly string[] {
  return [...path.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1] ?? "");
}

/** A path's parts: text as it is, and the parameters that go between: `/orders/`, `id`, `/lines`. */
export function pathParts(
  path: string,
): readonly ({ readonly text: string } | { readonly parameter: string })[] {
  return path
    .split(/(\{[^{}]*\})/)
    .filter((part) => part !== "")
    .map((part) => (part.startsWith("{") ? { parameter: part.slice(1, -1) } : { text: part }));
}

/** The code of each substitution of a template literal; undefined where the text is anything but one template literal. */
export function substitutions(
  code: string,
): readonly { readonly start: number; readonly end: number }[] | undefined {
  const found: { start: number; end: number }[] = [];
  if (!code.startsWith("`")) return undefined;
  return endOfTemplate(code, 0, found) === code.length ? found : undefined;
}

/** Puts `encode(…)` around each substitution, so that what is put into a path stays in its segment. */
export function encodeSubstitutions(code: string, encode: string): string {
  let result = "";
  let at = 0;
  for (const { start, end } of substitutions(code) ?? []) {
    result += `${code.slice(at, start)}${encode}(${code.slice(start, end)})`;
    at = end;
  }
  return result + code.slice(at);
}

/**
 * Puts `quote(…)` around each substitution between single quotes, so that a quote in it does not end the literal and go on as a
 * condition of its own (`O'Neill`, or worse). One that is already quoted stays as it is.
 */
export function quoteSubstitutions(code: string, quote: string): string {
  let result = "";
  let at = 0;
  let open = false;
  for (const { start, end } of substitutions(code) ?? []) {
    const before = code.slice(at, start);
    const own = code.slice(start, end);
    if (before.split("'").length % 2 === 0) open = !open;
    result += before + (open && !own.startsWith(`${quote}(`) ? `${quote}(${own})` : own);
    at = end;
  }
  return result + code.slice(at);
}

/** The offset after the backtick that ends the template which begins at `start`; the text's end and more where none does. */
function endOfTemplate(code: string, start: number, found: { start: number; end: number }[] = []): number {
  let at = start + 1;
  while (at < code.length) {
    const character = code[at];
    if (character === "`") return at + 1;
    if (character === "\\") at += 2;
    else if (character === "$" && code[at + 1] === "{") {
      const end = endOfSubstitution(code, at + 2);
      found.push({ start: at + 2, end });
      at = end + 1;
    } else at++;
  }
  return code.length + 1;
}

/** The offset of the brace that closes a substitution. Texts and templates in it may hold braces of their own. */
function endOfSubstitution(code: string, start: number): number {
  let depth = 0;
  let at = start;
  while (at < code.length) {
    const character = code[at];
    if (character === "}" && depth === 0) return at;
    if (character === "{") depth++;
    if (character === "}") depth--;
    if (character === "`") at = endOfTemplate(code, at);
    else if (character === '"' || character === "'") at = endOfText(code, at, character);
    else at++;
  }
  return code.length;
}

function endOfText(code: string, start: number, quote: string): number {
  for (let at = start + 1; at < code.length; at++) {
    if (code[at] === "\\") at++;
    else if (code[at] === quote) return at + 1;
  }
  return code.length;
}
