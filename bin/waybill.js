#!/usr/bin/env node
// The command's first file is plain, old JavaScript, so that a Node that is too old gets an answer and not a syntax error.
const major = Number(process.versions.node.split(".")[0]);
if (major < 26) {
  process.stderr.write(
    `waybill needs Node 26 or newer; this is ${process.version}.\n` +
      "Install a current Node (https://nodejs.org), or add it to the project: npm install --save-dev node@26, then npx waybill.\n",
  );
  process.exit(2);
}
// Node does not run TypeScript under node_modules, so the published package holds JavaScript in dist/.
const published = /[\\/]node_modules[\\/]/.test(import.meta.url);
await import(published ? "../dist/bin/source.js" : "./source.ts");
const { main } = await import(published ? "../dist/compiler/cli/main.js" : "../compiler/cli/main.ts");
await main(process.argv.slice(2));
