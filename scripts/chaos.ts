import { makeProgress } from './bootstrap/progress.mjs';
import { setUp } from './bootstrap/set-up.mjs';
import { BadOption, type ChaosOptions, readChaosOptions, usage } from './chaos/options.ts';
import { describeFault, describeOutcome, hasPassed } from './chaos/report.ts';
import { runChaos } from './chaos/run.ts';
import { setStage } from './chaos/stage.ts';

const EXIT_USAGE = 64;

async function main(options: ChaosOptions): Promise<number> {
  const { json, seed } = options;
  const print = (line: string) => void process.stdout.write(`${line}\n`);
  const report = (step: string, fields: object, text: string) =>
    print(json ? JSON.stringify({ at: new Date().toISOString(), step, ...fields }) : text);
  const say = (line: string) => report('say', { line }, line);

  const tools = await setUp(
    {
      natsServer: true,
      console: options.roles.length === 0 || options.roles.includes('console'),
      chromium: false,
      cassandra: options.history === 'cassandra',
    },
    makeProgress(process.stderr),
  );
  say(`Seed ${seed}. Starting Waybill with its history in ${options.history}.`);
  const stage = await setStage(options, {
    ...(tools.natsServer && { NATS_SERVER_BIN: tools.natsServer }),
    ...(tools.cassandra && { CASSANDRA_JAVA: tools.cassandra.java, CASSANDRA_LIB: tools.cassandra.lib }),
  });
  let good = false;
  try {
    if (stage.noDisk !== undefined) say(`No full disks in this run: ${stage.noDisk}.`);
    const outcome = await runChaos(stage, options, {
      say,
      fault: (fault) => report('fault', fault, describeFault(fault)),
    });
    good = hasPassed(outcome);
    report('outcome', { good, ...outcome }, describeOutcome(outcome));
  } finally {
    const kept = await stage.end(!good);
    if (kept !== undefined) say(`Kept the data folder: ${kept}. To repeat this run: --seed ${seed}`);
  }
  return good ? 0 : 1;
}

try {
  const options = readChaosOptions(process.argv.slice(2));
  if (options) process.exitCode = await main(options);
  else process.stdout.write(`${usage}\n`);
} catch (error) {
  const isUsage = error instanceof BadOption;
  process.stderr.write(`${isUsage ? `${error.message}\n\n${usage}` : (error as Error).stack}\n`);
  process.exitCode = isUsage ? EXIT_USAGE : 1;
}
