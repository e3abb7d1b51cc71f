import type { Duplex } from "node:stream";
import { problem } from "./problem.ts";

const refusals: Readonly<Record<string, readonly [status: number, title: string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: [408, "Request Timeout"],
  HPE_HEADER_OVERFLOW: [431, "Request Header Fields Too Large"],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: [413, "Payload Too Large"],
};

/**
 * Answers what is no request that could be read: too slow, headers too long, no HTTP at all. Written by hand, for there is no
 * response object yet; the connection ends with it.
 */
export function refuseConnection(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, title] = refusals[error.code ?? ""] ?? [400, "Bad Request"];
  const { body = "", headers } = problem({ status, title });
  socket.end(
    `HTTP/1.1 ${status} ${title}\r\ncontent-type: ${String(headers?.["content-type"])}\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}
