import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NatsLink } from '../../adapters/jetstream/connection/nats-link.ts';
import { atExit } from './at-exit.ts';
import { waitUntil } from './condition.ts';
import { forkFaultyWorker } from './faulty-worker.ts';
import { openTestLink } from './log.ts';
import { startPipeline, type TestPipeline } from './pipeline.ts';

const RESTART_MS = 50;

export interface FaultyPipeline extends TestPipeline {
  /** The test's own connection. */
  link: NatsLink;
  /** How many workers have ended so far. */
  deaths(): number;
  /** Starts the faulty worker, and starts another whenever it ends. */
  launch(): void;
  /** Ends the running worker. With `keepDown`, no other is started until `launch()`. */
  end(signal: NodeJS.Signals, keepDown?: boolean): Promise<void>;
  /** Sets the faults of the fixture: `on`, `off`, `outage`, or `die-after-dead-letter`. */
  faults(mode: string): void;
}

/**
 * A pipeline whose worker fails as the messages ask: `tests/workers/fixtures/faulty-worker.ts`. The worker is not
 * started yet.
 */
export async function startFaultyPipeline(environment: Record<string, string>): Promise<FaultyPipeline> {
  const pipeline = await startPipeline({ environment });
  await pipeline.worker.stop();
  const { link, close } = await openTestLink(pipeline.nats.url);
  let child: ChildProcess | undefined;
  let deaths = 0;
  let down = true;
  let restart: NodeJS.Timeout | undefined;
  const forget = atExit(() => child?.kill('SIGKILL'));
  const isRunning = () => child !== undefined && child.exitCode === null && child.signalCode === null;

  const launch = () => {
    down = false;
    // Otherwise a worker that the test launches just after another has ended would be followed by an unknown second
    // one.
    clearTimeout(restart);
    child = forkFaultyWorker(pipeline.environment);
    child.once('exit', () => {
      deaths += 1;
      restart = setTimeout(() => {
        if (!down) launch();
      }, RESTART_MS);
    });
  };
  const end = async (signal: NodeJS.Signals, keepDown = false) => {
    await waitUntil(isRunning);
    down = keepDown;
    const gone = once(child!, 'exit');
    child!.kill(signal);
    await gone;
  };

  return {
    ...pipeline,
    link,
    deaths: () => deaths,
    launch,
    end,
    faults: (mode) => writeFileSync(join(pipeline.dataDir, 'faults'), mode),
    async stop() {
      down = true;
      if (isRunning()) await end('SIGKILL', true);
      forget();
      await close();
      await pipeline.stop();
    },
  };
}
