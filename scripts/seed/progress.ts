import { SingleBar } from "cli-progress";

/** Shows how far long work has come: a bar on a terminal, a line for each tenth elsewhere. */
export interface Progress {
  update(done: number): void;
  stop(): void;
}

/** @param what such as `persons` */
export function createProgress(what: string, total: number): Progress {
  if (process.stdout.isTTY) {
    const bar = new SingleBar({ format: `  {bar} {percentage} % | {value}/{total} ${what} | {eta_formatted} left`, hideCursor: true });
    bar.start(total, 0);
    return { update: (done) => bar.update(Math.min(done, total)), stop: () => bar.stop() };
  }
  let tenth = 0;
  return {
    update(done) {
      const reached = Math.floor((Math.min(done, total) * 10) / total);
      if (reached <= tenth) return;
      tenth = reached;
      console.log(`  ${reached * 10} % of ${total} ${what}`);
    },
    stop: () => undefined,
  };
}
