import type { Plugin } from "esbuild";

/** The Kafka client's checksums read a file beside them; the same package has it as text, for bundles. */
export const wasmAsText: Plugin = {
  name: "wasm-as-text",
  setup(bundler) {
    bundler.onResolve({ filter: /^@platformatic\/wasm-utils$/ }, ({ path, kind, resolveDir, importer }) =>
      bundler.resolve(`${path}/bundled`, { kind, resolveDir, importer }),
    );
  },
};

/** Of Node's own modules, as esbuild names them where `nodeAsObjects` answers for them: `node:node:http`. */
export const nodeNamespace = "node";

/**
 * Node's own modules as objects in place of imports. For an import Node asks a module for each thing it exports, also for those that it
 * would load when they are first used: `node:http` for its WebSocket, which is the whole of Node's own undici, `node:crypto` for
 * WebCrypto. That was a third of what a service needed to start.
 */
export const nodeAsObjects: Plugin = {
  name: "node-as-objects",
  setup(bundler) {
    bundler.onResolve({ filter: /^node:/ }, ({ path, kind }) =>
      kind === "import-statement" ? { path, namespace: nodeNamespace } : { path, external: true },
    );
    bundler.onLoad({ filter: /^/, namespace: nodeNamespace }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)});`,
    }));
  },
};
