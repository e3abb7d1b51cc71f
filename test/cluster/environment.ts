/** An environment of an estate as a test file deploys it, change upon change. */
import { eventually, kubernetes } from "./cluster.ts";
import { TestEstate } from "./estate.ts";
import { readyPods, type State, stateOf } from "./state.ts";

export class Environment {
  readonly estate: TestEstate;
  readonly #name: string;
  readonly #namespace: string;
  #state: State = new Map();

  /** Of a copy of a folder of specs. */
  constructor(specs: string, name: string, namespace: string) {
    this.estate = new TestEstate(specs);
    this.#name = name;
    this.#namespace = namespace;
  }

  /** What the cluster holds of it since the last deployment. */
  get state(): State {
    return this.#state;
  }

  /** Deploys what the specs say now; answers the state before and after. */
  async deploy(): Promise<readonly [State, State]> {
    const before = this.#state;
    await this.estate.up(this.#name);
    this.#state = await this.look();
    return [before, this.#state];
  }

  /** What the cluster holds of it now. */
  look(): Promise<State> {
    return stateOf(this.#namespace);
  }

  ready(service: string): Promise<readonly string[]> {
    return readyPods(this.#namespace, service);
  }

  /** `waybill deploy <command>`. */
  run(command: "drift" | "preview" | "up", ...options: readonly string[]): ReturnType<TestEstate["run"]> {
    return this.estate.run("deploy", command, "--environment", this.#name, ...options);
  }

  async destroy(): Promise<void> {
    await this.estate.succeed("deploy", "destroy", "--environment", this.#name, "--yes");
    await eventually("no namespace", async () => {
      return (await kubernetes.find("v1", "Namespace", "", this.#namespace)) === undefined;
    });
  }
}
