// @ts-check

/**
 * Shows what the set-up does: one line when a step begins, and one with its duration when it ends.
 * @typedef {{ say(line: string): void, step<T>(what: string, why: string, work: () => Promise<T>): Promise<T> }} Progress
 */

/**
 * @param {NodeJS.WritableStream} stream
 * @returns {Progress}
 */
export function makeProgress(stream) {
  /** @param {string} line */
  const say = (line) => void stream.write(`${line}\n`);
  return {
    say,
    async step(what, why, work) {
      say(`${what} … (${why})`);
      const begin = Date.now();
      const result = await work();
      say(`  done in ${((Date.now() - begin) / 1000).toFixed(1)} s`);
      return result;
    },
  };
}
