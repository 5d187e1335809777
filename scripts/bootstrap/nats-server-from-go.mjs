// @ts-check
import { findPrograms } from './find-program.mjs';
import { placeAtomically } from './place-atomically.mjs';
import { runCommand } from './run-command.mjs';
import { isAtLeast, parseVersion } from './version.mjs';

const MODULE = 'github.com/nats-io/nats-server/v2@v2.14.5';

export const goVersionNeeded = '1.25';

/**
 * Builds nats-server with the Go on PATH. Go checks the source against its checksum database.
 * @param {{ folder: string, progress: import('./progress.mjs').Progress, environment: NodeJS.ProcessEnv }} target
 * @returns {Promise<string | undefined>} why it failed; undefined if it succeeded
 */
export async function installWithGo({ folder, progress, environment }) {
  const [go] = findPrograms('go', environment.PATH);
  if (!go) return 'no Go on PATH';
  try {
    const version = parseVersion((await runCommand(go, ['env', 'GOVERSION'], { timeoutMs: 30_000 })) || '');
    if (!isAtLeast(version, [1, 25, 0])) {
      return `the Go on PATH is ${version?.join('.') ?? 'of an unknown version'}, not ${goVersionNeeded}`;
    }
    await progress.step('Building nats-server 2.14.5 with Go', 'the log; about a minute, once', () =>
      placeAtomically(folder, async (temporary) => {
        // Downloads no other Go toolchain, needs no C compiler, and ignores the user's build flags.
        const env = { ...environment, GOTOOLCHAIN: 'local', GOBIN: temporary, CGO_ENABLED: '0', GOFLAGS: '' };
        await runCommand(go, ['install', MODULE], { timeoutMs: 900_000, env });
      }),
    );
    return undefined;
  } catch (error) {
    return `building it failed (${/** @type {Error} */ (error).message})`;
  }
}
