/** GitHub's comments on pull requests, as an address on this machine: jobs are processes of their own, so nothing in here can stand in for it. */
import { once } from "node:events";
import { createServer, type Server } from "node:http";

export interface StoredComment {
  readonly id: number;
  body: string;
  readonly user: { readonly type: "Bot" };
  readonly html_url: string;
}

export class GitHub {
  readonly comments: StoredComment[] = [];
  readonly tokens = new Set<string>();
  readonly #server: Server;

  static async start(): Promise<GitHub> {
    const github = new GitHub();
    github.#server.listen(0, "127.0.0.1");
    await once(github.#server, "listening");
    return github;
  }

  close(): void {
    this.#server.close();
  }

  get url(): string {
    const address = this.#server.address();
    return `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
  }

  private constructor() {
    this.#server = createServer((request, response) => {
      let text = "";
      request.on("data", (chunk: Buffer) => (text += chunk.toString()));
      request.on("end", () => {
        this.tokens.add(request.headers.authorization ?? "");
        const { pathname } = new URL(request.url ?? "", this.url);
        const answer = this.#answer(request.method ?? "", pathname, text);
        response.writeHead(answer === undefined ? 404 : 200, { "content-type": "application/json" });
        response.end(JSON.stringify(answer ?? { message: "Not Found" }));
      });
    });
  }

  #answer(method: string, path: string, text: string): unknown {
    const said = text === "" ? undefined : (JSON.parse(text) as { readonly body: string });
    if (path === "/repos/shop/integration/issues/7/comments" && method === "GET") return this.comments;
    if (path === "/repos/shop/integration/issues/7/comments" && said) {
      const id = this.comments.length + 1;
      const made = { id, body: said.body, user: { type: "Bot" as const }, html_url: `${this.url}/7#${id}` };
      this.comments.push(made);
      return made;
    }
    const found = this.comments.find(({ id }) => path === `/repos/shop/integration/issues/comments/${id}`);
    if (!found || !said || method !== "PATCH") return undefined;
    found.body = said.body;
    return found;
  }
}
