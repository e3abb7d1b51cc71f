/** Text inside XML, in elements and quoted attributes alike. XML 1.0 has no place at all for most control characters (section 2.2). */
export function xmlText(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u0020-\uFFFD]/g, "\uFFFD")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** An attribute's value in its quotes. A reader takes a line break or a tab in it for a space, unless it is written as a reference. */
export function xmlAttribute(text: string): string {
  return `"${xmlText(text).replaceAll("\n", "&#10;").replaceAll("\r", "&#13;").replaceAll("\t", "&#9;")}"`;
}
