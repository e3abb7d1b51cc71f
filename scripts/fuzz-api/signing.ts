import { Agent, createServer, type IncomingMessage, type Server, request as send } from "node:http";
import type { AddressInfo } from "node:net";
import { sign } from "../../runtime/edge/signature.ts";
import type { Webhook } from "../../runtime/index.ts";

/** Each request on a connection of its own: one that is used again may be closed by the service just then, which no caller did. */
const agent = new Agent({ keepAlive: false });

/** Of one connection only, RFC 9110, section 7.6.1; and the length, which is told anew. */
const ofConnection = ["connection", "content-length", "keep-alive", "te", "transfer-encoding", "upgrade"];

/**
 * A proxy that puts a right signature in the place of a made-up one, so that what stands behind the signature is reached. A
 * signature that is left out stays out.
 */
export async function signing(
  webhooks: readonly Webhook<unknown>[],
  target: string,
): Promise<{ readonly url: string; readonly server: Server }> {
  const byPath = new Map(webhooks.map((each) => [`/webhooks/${each.system.name}/${each.name}`, each]));
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks);
      const headers: typeof request.headers = {
        ...request.headers,
        ...signed(byPath, request, body, target),
      };
      for (const name of ofConnection) delete headers[name];
      const onward = send(`${target}${request.url ?? "/"}`, {
        ...(request.method ? { method: request.method } : {}),
        headers: { ...headers, "content-length": body.length },
        agent,
      });
      onward.on("response", (answer) => {
        const { connection: _own, "keep-alive": _its, ...said } = answer.headers;
        response.writeHead(answer.statusCode ?? 502, said);
        answer.pipe(response);
      });
      onward.on("error", () => response.destroy());
      onward.end(body);
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo; // listening on TCP
  return { url: `http://127.0.0.1:${port}`, server };
}

function signed(
  webhooks: ReadonlyMap<string, Webhook<unknown>>,
  request: IncomingMessage,
  body: Buffer,
  target: string,
): Readonly<Record<string, string>> {
  const verify = webhooks.get(request.url ?? "")?.verify;
  if (!verify || request.headers[verify.header.toLowerCase()] === undefined) return {};
  const id = `fuzz-${Math.random()}`;
  return sign(verify, `local-${verify.secret}`, {
    id,
    body,
    url: `${target}${request.url}`,
    now: Date.now(),
  });
}
