/**
 * An expression's text without what is inside brackets, quotes and templates, so that a pattern sees only what stands at its top
 * level: `f(a, b) ?? "c d"` is `f() ?? ""`.
 */
export function outline(code: string): string {
  let result = "";
  let depth = 0;
  let quote = "";
  for (let index = 0; index < code.length; index++) {
    const character = code.charAt(index);
    if (quote !== "") {
      if (character === "\\") index++;
      if (character !== quote) continue;
      quote = "";
    } else if (`"'\``.includes(character)) quote = character;
    else if (")]}".includes(character)) depth--;
    if (depth === 0) result += character;
    if (quote === "" && "([{".includes(character)) depth++;
  }
  return result;
}

/** True where the text can stand before `.` or `[` without brackets: a name, a literal, accesses and calls. */
export function isPostfix(code: string): boolean {
  return /^(?:[\p{ID_Start}$_]|["'`([])[\p{ID_Continue}$.?()[\]"'`]*$/u.test(outline(code));
}

/** True where evaluating it twice costs nothing worth naming: a name and accesses. */
export function isPath(code: string): boolean {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*(\??\.[\p{ID_Start}$_][\p{ID_Continue}$]*)*$/u.test(code);
}

/** True for `a ?? b`, which is bracketed inside a conditional. */
export function isNullish(code: string): boolean {
  const text = outline(code);
  return / \?\? /.test(text) && !/ \? | => /.test(text);
}
