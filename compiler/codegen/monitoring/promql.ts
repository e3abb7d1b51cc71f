/** A label held against one value or several, none of them read as an expression. */
export function oneOf(label: string, values: readonly string[]): string {
  const [only] = values;
  if (values.length === 1 && only !== undefined) return `${label}=${JSON.stringify(only)}`;
  return `${label}=~${JSON.stringify(values.map(literal).join("|"))}`;
}

/** As RE2 takes it for the text itself. */
function literal(text: string): string {
  return text.replaceAll(/[\\.+*?()|[\]{}^$]/g, String.raw`\$&`);
}

/** A length of time as Prometheus writes it: `15m`, `90s`, `1h30m`. */
export function promDuration(ms: number): string {
  let left = Math.max(1, Math.round(ms / 1000));
  let text = "";
  for (const [unit, seconds] of [
    ["d", 86_400],
    ["h", 3600],
    ["m", 60],
    ["s", 1],
  ] as const) {
    const whole = Math.floor(left / seconds);
    if (whole > 0) text += `${whole}${unit}`;
    left -= whole * seconds;
  }
  return text;
}
