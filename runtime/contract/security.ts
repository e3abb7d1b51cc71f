/** Who may ask an HTTP route. Where both are given, either lets in. */
export interface Security {
  readonly apiKey?: {
    readonly header: string;
    /** The secret that holds the keys: one key as it is, or a set of hashed ones (`runtime/edge/security/key-set.ts`). */
    readonly secret: string;
    /** All of them are needed. */
    readonly scopes: readonly string[];
  };
  readonly jwt?: JwtSecurity;
}

/** A bearer token signed by an issuer whose public keys are fetched (RFC 7519, RFC 7517, RFC 6750). */
export interface JwtSecurity {
  readonly issuer: string;
  readonly audience: string;
  /** Where the issuer's keys are. */
  readonly jwks: string;
  /** All of them are needed, in the token's `scope` or `scp`. */
  readonly scopes: readonly string[];
  /** Signatures that are taken: asymmetric ones only, since the keys are public. */
  readonly algorithms: readonly string[];
  /** Seconds that the issuer's clock may differ from ours. */
  readonly toleranceSeconds: number;
}
