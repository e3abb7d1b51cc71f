/** What a run is known by. */

export type RunId = string;
export type BuildId = string;
