/** Text inside XML, in elements and quoted attributes alike. XML 1.0 has no place at all for most control characters (section 2.2). */
export function xmlText(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u0020-\uFFFD]/g, "\uFFFD")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
