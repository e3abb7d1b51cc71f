/**
 * `npm run peers`: the same mistakes of a mapping, written as each tool's users would write them, and which tools tell them before
 * anything runs. The tools are fetched and built once, with Go and Maven; one that cannot be had is said to be missing.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Missing } from "../../trial/tools.ts";
import { benthos } from "./benthos.ts";
import { camel } from "./camel.ts";
import { type Edit, mistakes, type PeerMistake } from "./mistakes.ts";
import type { Peer } from "./peer.ts";
import { typescript } from "./typescript.ts";
import { waybill } from "./waybill.ts";

type Column = readonly [name: string, told: readonly (string | undefined)[] | undefined];

const peers: readonly (readonly [Peer, (mistake: PeerMistake) => Edit])[] = [
  [typescript, (mistake) => mistake.typescript],
  [benthos, (mistake) => mistake.benthos],
  [camel, (mistake) => mistake.camel],
];

const own = waybill();
if (own !== undefined) throw new Error(`The estate is not right before a mistake is made: ${own}`);
const columns: Column[] = [["waybill check", mistakes.map((mistake) => waybill(mistake))]];
for (const [peer, edit] of peers) columns.push([peer.name, await ask(peer, edit)]);
print();

/** What a peer says of each mistake; undefined where it cannot be had. */
async function ask(peer: Peer, edit: (mistake: PeerMistake) => Edit): Promise<Column[1]> {
  const right = await readFile(join(import.meta.dirname, "order", peer.file), "utf8");
  const texts = new Map([
    ["right", right],
    ...mistakes.map((mistake, index) => [`m${index}`, changed(right, edit(mistake), peer)] as const),
  ]);
  try {
    const told = await peer.check(texts);
    const said = told.get("right");
    if (said !== undefined)
      throw new Error(`${peer.name} finds ${peer.file} wrong before a mistake is made: ${said}`);
    return mistakes.map((_, index) => told.get(`m${index}`));
  } catch (error) {
    if (!(error instanceof Missing)) throw error;
    console.error(error.message);
    return undefined;
  }
}

function changed(text: string, [right, wrong]: Edit, { file }: Peer): string {
  if (!text.includes(right)) throw new Error(`${file} does not say ${right}`);
  return text.replace(right, () => wrong);
}

function print(): void {
  console.log(`| mistake | ${columns.map(([name]) => name).join(" | ")} |`);
  console.log(`|---|${columns.map(() => "---|").join("")}`);
  for (const [index, { says }] of mistakes.entries())
    console.log(`| ${says} | ${columns.map(([, told]) => cell(told, index)).join(" | ")} |`);
  const sums = columns.map(([, told]) =>
    told ? `${told.filter((each) => each !== undefined).length} of ${mistakes.length}` : "not to be had",
  );
  console.log(`| **told** | ${sums.join(" | ")} |`);
  if (!process.argv.includes("--messages")) return;
  for (const [index, { says }] of mistakes.entries()) {
    console.log(`\n${says}`);
    for (const [name, told] of columns)
      if (told?.[index] !== undefined) console.log(`  ${name}: ${told[index]}`);
  }
}

function cell(told: Column[1], index: number): string {
  return told ? (told[index] === undefined ? "" : "told") : "?";
}
