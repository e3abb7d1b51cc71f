/** A tool whose own checks are held against the same mistakes. */
export interface Peer {
  readonly name: string;
  /** The file under `order/` that is right. */
  readonly file: string;
  /**
   * What its checks say of each text, by the text's name; one that nothing is said of is absent.
   * @throws Missing where the tool cannot be had on this machine
   */
  check(texts: ReadonlyMap<string, string>): Promise<ReadonlyMap<string, string>>;
}
