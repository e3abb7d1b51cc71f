import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";
import type { PlannedResource } from "../plan/resource.ts";
import { type Change, changeOf, sortChanges } from "./changes.ts";

/** Follows the engine: what changes, what is done, what went wrong. */
export class Watch {
  readonly #known: readonly PlannedResource[];
  readonly #changes = new Map<string, Change>();
  readonly #messages = new Set<string>();
  readonly #progress: (line: string) => void;

  constructor(known: readonly PlannedResource[], progress: (line: string) => void = () => {}) {
    this.#known = known;
    this.#progress = progress;
  }

  readonly onEvent = (event: EngineEvent): void => {
    const { resourcePreEvent, resOutputsEvent, resOpFailedEvent } = event;
    if (resourcePreEvent) {
      const change = changeOf(resourcePreEvent.metadata, this.#known);
      if (change) this.#changes.set(resourcePreEvent.metadata.urn, change);
    }
    if (resOutputsEvent) this.#tell(changeOf(resOutputsEvent.metadata, this.#known), done);
    if (resOpFailedEvent) this.#tell(changeOf(resOpFailedEvent.metadata, this.#known), failed);
    this.onMessage(event);
  };

  /** Hears what went wrong, and nothing else. */
  readonly onMessage = ({ diagnosticEvent }: EngineEvent): void => {
    if (diagnosticEvent?.severity === "error") this.#messages.add(plain(diagnosticEvent.message));
  };

  get changes(): readonly Change[] {
    return sortChanges([...this.#changes.values()]);
  }

  /** What went wrong, each once. */
  get messages(): readonly string[] {
    return [...this.#messages].filter((text) => text !== "" && text !== "update failed");
  }

  #tell(change: Change | undefined, words: Readonly<Record<Change["op"], string>>): void {
    if (change) this.#progress(`${words[change.op]} ${change.kind} ${change.name}`);
  }
}

const done = { create: "made", update: "changed", replace: "replaced", delete: "removed" };
const failed = {
  create: "could not make",
  update: "could not change",
  replace: "could not replace",
  delete: "could not remove",
};

/** Without the engine's marks for colours. */
function plain(text: string): string {
  return text.replace(/<\{%[^%]*%\}>/g, "").trim();
}
