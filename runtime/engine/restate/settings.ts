/** Where Restate is, and where it finds this process. */
export interface RestateSettings {
  /** Of the ingress: `http://restate:8080`. */
  readonly ingress: string;
  /** Where this process listens for Restate. */
  readonly listen: { readonly host: string; readonly port: number };
  /** Virtual objects are called by route with this before it, so that several environments can share a Restate. Default: nothing. */
  readonly prefix?: string;
  /** Restate's public keys (`publickeyv1_…`): who can not show that it is that Restate is turned away. Default: anybody may call. */
  readonly identities?: readonly string[];
  /**
   * This process makes itself known to Restate, where nothing else does (on Kubernetes the operator does): `admin` is Restate's own
   * address for that, `address` where Restate reaches this build. What was known at that address before is replaced.
   */
  readonly register?: {
    readonly admin: string;
    readonly address: string;
    /** A file that holds the address of the build that is to be called, of several that run. Default: the one that starts last. */
    readonly current?: string;
    /** How often the current one looks whether Restate calls it, milliseconds. Default: 15,000. */
    readonly lookEveryMs?: number;
  };
}
