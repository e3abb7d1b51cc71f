/** Where servers and replicas stand, and who reaches whom. */
export interface Network {
  /** Addresses of this machine: of what asks from outside, and of each server. */
  readonly outside: string;
  readonly restate: string;
  readonly postgres: string;
  readonly kafka: string;
  /** A place for one more replica. */
  join(): Seat;
  close(): void;
}

/** A replica's place on the network. */
export interface Seat {
  readonly host: string;
  /** What starts a process there, and becomes it. */
  readonly within: readonly string[];
  /** From now on no packet goes to a server's address or comes from there. Nobody is told: connections stay, and say nothing. */
  cutOff(from: string): void;
  /** As a cable that is pulled. */
  unplug(): void;
  /** All packets go again. */
  mend(): void;
  leave(): void;
}

/** All on loopback: nothing can be cut. */
export class Loopback implements Network {
  readonly outside = "127.0.0.1";
  readonly restate = "127.0.0.1";
  readonly postgres = "127.0.0.1";
  readonly kafka = "127.0.0.1";

  join(): Seat {
    const never = (): never => {
      throw new Error("On loopback nothing can be cut off.");
    };
    return {
      host: "127.0.0.1",
      within: [],
      cutOff: never,
      unplug: never,
      mend: () => undefined,
      leave: () => undefined,
    };
  }

  close(): void {
    // There is nothing to take away.
  }
}
