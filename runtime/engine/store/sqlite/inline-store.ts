import { type FileStore, type Reads, StoreError, type Write } from "../port.ts";
import { Executor } from "./executor.ts";

/** The store on the caller's own thread: for scenarios and unit tests, on `:memory:` or a file. Each write is its own commit. */
export class InlineStore implements FileStore {
  readonly #executor: Executor;
  #closed = false;

  constructor(file: string) {
    this.#executor = new Executor(file);
  }

  async write(operations: readonly Write[]): Promise<string | null> {
    if (this.#closed) throw new StoreError("closed", "The store is closed.");
    const answer = this.#executor.writeBatch([operations])[0] ?? null;
    if (answer instanceof StoreError) throw answer;
    return answer;
  }

  async read<Name extends keyof Reads>(
    name: Name,
    ...given: Parameters<Reads[Name]>
  ): Promise<ReturnType<Reads[Name]>> {
    if (this.#closed) throw new StoreError("closed", "The store is closed.");
    return this.#executor.read(name, given);
  }

  async copy(file: string): Promise<void> {
    if (this.#closed) throw new StoreError("closed", "The store is closed.");
    await this.#executor.copy(file);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#executor.close();
  }
}
