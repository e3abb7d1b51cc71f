import { createServer, type IncomingMessage, type Server, request as send } from "node:http";
import type { AddressInfo } from "node:net";
import { sign } from "../../runtime/edge/signature.ts";
import type { Webhook } from "../../runtime/index.ts";

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
      const headers = { ...request.headers, ...signed(byPath, request, body, target) };
      delete headers["transfer-encoding"];
      delete headers["content-length"];
      const onward = send(`${target}${request.url ?? "/"}`, {
        ...(request.method ? { method: request.method } : {}),
        headers: { ...headers, "content-length": body.length },
      });
      onward.on("response", (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
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
