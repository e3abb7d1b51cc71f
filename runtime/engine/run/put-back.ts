import { copyArea, type Store } from "../store/port.ts";

/**
 * Which runs a store that was put back from a copy can know too little of: those accepted up to then, whose steps may have gone on in
 * the store that was lost. A copy made by `FileStore.copy` says by itself that it is one (the note `made`); of any other, a volume's
 * snapshot for instance, a person says so.
 * @param said a person's word, such as the day; each counts once
 * @returns the number of the last such run; 0 where none is
 */
export async function putBackUpTo(store: Store, now: number, said?: string): Promise<number> {
  const notes = new Map(await store.read("notes", copyArea));
  const made = notes.get("made");
  const isNew = said !== undefined && notes.get("said") !== said;
  if (made === undefined && !isNew) return Number(notes.get("upTo") ?? 0);
  const upTo = await store.read("lastSeq");
  await store.write([
    ["note", copyArea, "made", null],
    ["note", copyArea, "upTo", String(upTo)],
    ...(said === undefined ? [] : [["note", copyArea, "said", said] as const]),
    ["audit", now, "put-back", `up to run ${upTo}`, "service", made ?? said ?? ""],
  ]);
  return upTo;
}
