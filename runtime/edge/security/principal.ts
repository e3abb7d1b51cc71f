/** Who asks, as far as a route must know. */
export interface Principal {
  /**
   * The same for the same caller, and nothing that tells a person: a key's id, or a hash of issuer and subject. Undefined where a
   * route knows one key only, and callers cannot be told apart.
   */
  readonly id?: string;
  readonly scopes: readonly string[] | "all";
}

/** What a scheme found: a caller, nothing of its own in the request, or why it lets nobody in. */
export type Found =
  | { readonly kind: "caller"; readonly principal: Principal }
  | { readonly kind: "absent" }
  | { readonly kind: "refused"; readonly detail: string }
  | { readonly kind: "unavailable" };

/** The scopes that are wanted and not there. */
export function missingScopes({ scopes }: Principal, wanted: readonly string[]): readonly string[] {
  return scopes === "all" ? [] : wanted.filter((scope) => !scopes.includes(scope));
}
