/** SQLite's write-ahead log, as far as a fault needs it: https://sqlite.org/fileformat2.html#the_write_ahead_log. */

const headerBytes = 32;
const frameHeaderBytes = 24;

export interface LogEnd {
  /** Where the first byte lies that belongs to no commit. */
  readonly offset: number;
  readonly pageBytes: number;
  /** A header of a frame that would follow, but for its checksum. */
  nextHeader(page: number, commits: boolean): Buffer;
}

/** Where the last commit ends; undefined where there is no log. */
export function endOfLog(log: Buffer): LogEnd | undefined {
  if (log.length < headerBytes) return undefined;
  const isBig = (log.readUInt32BE(0) & 1) === 1;
  const pageBytes = log.readUInt32BE(8);
  const salts = log.subarray(16, 24);
  let sum = checksum(log.subarray(0, 24), [0, 0], isBig);
  let committed = headerBytes;
  for (let at = headerBytes; at + frameHeaderBytes + pageBytes <= log.length; ) {
    const header = log.subarray(at, at + frameHeaderBytes);
    if (!header.subarray(8, 16).equals(salts)) break;
    const page = log.subarray(at + frameHeaderBytes, at + frameHeaderBytes + pageBytes);
    sum = checksum(page, checksum(header.subarray(0, 8), sum, isBig), isBig);
    if (header.readUInt32BE(16) !== sum[0] || header.readUInt32BE(20) !== sum[1]) break;
    at += frameHeaderBytes + pageBytes;
    if (header.readUInt32BE(4) !== 0) committed = at;
  }
  return {
    offset: committed,
    pageBytes,
    nextHeader(page, commits) {
      const header = Buffer.alloc(frameHeaderBytes);
      header.writeUInt32BE(page, 0);
      header.writeUInt32BE(commits ? page : 0, 4);
      salts.copy(header, 8);
      return header;
    },
  };
}

type Sum = readonly [number, number];

/** Fibonacci-weighted, over pairs of 32-bit words in the byte order that the log's magic number names. */
function checksum(bytes: Buffer, [first, second]: Sum, isBig: boolean): Sum {
  let [one, other] = [first, second];
  const word = (at: number): number => (isBig ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at));
  for (let at = 0; at < bytes.length; at += 8) {
    one = (one + word(at) + other) >>> 0;
    other = (other + word(at + 4) + one) >>> 0;
  }
  return [one, other];
}
