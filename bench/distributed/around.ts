/** What a server of this measurement works with. */
export interface Around {
  readonly database: {
    readonly host: string;
    readonly port: number;
    readonly database: string;
    readonly user: string;
  };
  /** `host:port` of Restate. */
  readonly ingress: string;
  readonly admin: string;
  /** Where Restate calls it. */
  readonly port: number;
}
