import assert from "node:assert/strict";
import { test } from "node:test";
import { callOptions, clientOf, loopback, operation, system } from "./loopback.ts";

test("a token is fetched once for calls at the same time, and anew after a 401", async (t) => {
  let tokens = 0;
  let accepted = "t1";
  const url = await loopback(t, (request, response) => {
    if (request.url === "/token") {
      assert.equal(request.headers.authorization, `Basic ${Buffer.from("id:secret").toString("base64")}`);
      assert.equal(request.text, "grant_type=client_credentials&scope=orders");
      tokens += 1;
      response.end(JSON.stringify({ access_token: `t${tokens}`, expires_in: 3600 }));
    } else {
      response.writeHead(request.headers.authorization === `Bearer ${accepted}` ? 200 : 401).end("{}");
    }
  });
  const client = clientOf(t, url);
  const post = operation(
    system({ authentication: { kind: "oauth2Client", tokenUrl: "/token", secret: "s", scope: "orders" } }),
  );
  await Promise.all([1, 2, 3].map(() => client.call(post, {}, callOptions())));
  assert.equal(tokens, 1);
  accepted = "t2";
  await client.call(post, {}, callOptions());
  assert.equal(tokens, 2);
});

test("a CSRF token and its cookies are sent with what changes state, and fetched anew when required", async (t) => {
  let session = 0;
  let valid = 1;
  const url = await loopback(t, (request, response) => {
    if (request.headers["x-csrf-token"] === "Fetch") {
      session += 1;
      response
        .writeHead(200, { "x-csrf-token": `c${session}`, "set-cookie": [`sid=${session}; path=/`, "lb=a"] })
        .end("{}");
      return;
    }
    const good =
      request.headers["x-csrf-token"] === `c${valid}` && request.headers.cookie === `sid=${valid}; lb=a`;
    response.writeHead(good ? 200 : 403, good ? {} : { "x-csrf-token": "Required" }).end("{}");
  });
  const client = clientOf(t, url);
  const post = operation(system({ csrfToken: true }));
  await client.call(post, {}, callOptions());
  valid = 2;
  await client.call(post, {}, callOptions());
  assert.equal(session, 2);
});

test("header, basic and bearer send what the secret says", async (t) => {
  const seen: unknown[] = [];
  const url = await loopback(t, (request, response) => {
    seen.push(request.headers["x-token"] ?? request.headers.authorization);
    response.end("{}");
  });
  for (const authentication of [
    { kind: "header", name: "X-Token", secret: "s" },
    { kind: "basic", secret: "s" },
    { kind: "bearer", secret: "s" },
  ] as const) {
    await clientOf(t, url).call(operation(system({ authentication })), {}, callOptions());
  }
  assert.deepEqual(seen, [
    "id:secret",
    `Basic ${Buffer.from("id:secret").toString("base64")}`,
    "Bearer id:secret",
  ]);
});
