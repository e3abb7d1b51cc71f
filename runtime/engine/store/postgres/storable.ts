/** A text as PostgreSQL can keep it: without U+0000 and halves of surrogate pairs, which become U+FFFD. JSON has neither, for it escapes them. */
export function storable(text: string): string {
  const formed = text.isWellFormed() ? text : text.toWellFormed();
  return formed.includes("\0") ? formed.replaceAll("\0", "\uFFFD") : formed;
}
