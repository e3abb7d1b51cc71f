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
  /** Before the names of what Restate calls, so that sides do not take each other's calls. */
  readonly prefix: string;
  /** The port where this process listens for Restate, and the address that leads Restate there, or to one like it. */
  readonly listen: number;
  readonly address: string;
}
