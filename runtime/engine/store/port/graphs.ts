/** What steps a route has in a build. */

export interface GraphWrites {
  /** What steps a route has in a build. */
  graph(build: string, route: string, steps: string): null;
  /** Forgets the graphs of builds, but for `build`, that no run needs any more. */
  forgetGraphs(build: string): null;
}

export interface GraphReads {
  graph(build: string, route: string): string | undefined;
}
