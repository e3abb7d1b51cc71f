/** A name of a spec in a variable of the environment: `shopify-token` is `SHOPIFY_TOKEN`. */
export function variableName(name: string): string {
  return name.toUpperCase().replaceAll("-", "_");
}
