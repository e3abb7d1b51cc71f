import { connect } from "node:net";
import { orderOf } from "./order.ts";

/**
 * Posts `count` orders over `connections` kept-alive connections, which take the ports in turn, and answers how many were accepted
 * (202), and when the first was sent (of `performance.now()`). Bare sockets and requests made beforehand, since client and server share the machine.
 */
export async function load(
  ports: readonly number[],
  path: string,
  count: number,
  connections: number,
  prefix: string,
): Promise<{ readonly accepted: number; readonly begun: number }> {
  const requests = Array.from({ length: count }, (_, index) => {
    const body = JSON.stringify(orderOf(`${prefix}-${index}`));
    return `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
  });
  const begun = performance.now();
  const accepted = await Promise.all(
    Array.from({ length: connections }, (_, index) => drive(ports[index % ports.length] ?? 0, requests)),
  );
  return { accepted: accepted.reduce((sum, one) => sum + one, 0), begun };
}

function drive(port: number, requests: string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1");
    let accepted = 0;
    let answer = "";
    const next = (): void => {
      const request = requests.pop();
      if (request !== undefined) socket.write(request);
      else socket.end(() => resolve(accepted));
    };
    socket.setNoDelay(true).on("connect", next).on("error", reject);
    socket.on("data", (part) => {
      answer += part.toString("latin1");
      if (!whole(answer)) return;
      if (answer.startsWith("HTTP/1.1 202")) accepted += 1;
      answer = "";
      next();
    });
  });
}

function whole(answer: string): boolean {
  const head = answer.indexOf("\r\n\r\n");
  if (head < 0) return false;
  const length = /content-length: (\d+)/i.exec(answer.slice(0, head))?.[1];
  return length === undefined ? answer.endsWith("0\r\n\r\n") : answer.length >= head + 4 + Number(length);
}
