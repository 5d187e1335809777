import { parseArgs } from 'node:util';
import { makeProgress } from './bootstrap/progress.mjs';
import { setUp } from './bootstrap/set-up.mjs';
import { playBadDeploy } from './incidents/bad-deploy.ts';
import { playHungCassandra } from './incidents/hung-cassandra.ts';
import { playNoMessage } from './incidents/no-message.ts';
import type { Play } from './incidents/play.ts';
import { reportAs } from './incidents/report.ts';
import type { Stage } from './incidents/stage.ts';
import { resumeBy } from './incidents/wait-for-resume.ts';

const usage = `npm run incident -- a|b|c [options]

Plays a real incident in a separate Waybill, on free ports and in a temporary folder, with chat traffic. Use it to
practise with the console. Everything stops at the end, or with Ctrl-C.

  a  a deploy of the worker after which no message can be applied; it is rolled back later
  b  Cassandra hangs (needs Java 17, and Maven the first time); it resumes later
  c  "202, but no message": a client developer cannot find the result of a command

  --after <s>   continue with the next step after so many seconds. Default: when you press Enter
  --rejected    for c: a rule rejected the command. Default: the command is a dead letter
  --json        one line of JSON a step
  --help        this text

Example: npm run incident -- c --rejected`;

const EXIT_USAGE = 64;
const plays: Record<string, Play> = { a: playBadDeploy, b: playHungCassandra, c: playNoMessage };

function readOptions(args: string[]) {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        after: { type: 'string' },
        json: { type: 'boolean' },
        rejected: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    });
    const seconds = values.after === undefined ? undefined : Number(values.after);
    if (values.help) return 'help';
    const name = positionals.length === 1 ? positionals[0]! : '';
    if (!plays[name] || (seconds !== undefined && !(seconds > 0 && seconds <= 86_400))) return undefined;
    return { ...values, name, play: plays[name], afterMs: seconds && seconds * 1_000 };
  } catch {
    return undefined;
  }
}

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  if (!options) {
    process.stderr.write(`${usage}\n`);
    return EXIT_USAGE;
  }
  const { name, play, afterMs, json = false, rejected } = options;
  const needs = { natsServer: true, console: true, chromium: false, cassandra: name === 'b' };
  const tools = await setUp(needs, makeProgress(process.stderr));
  const engines = {
    ...(tools.natsServer && { NATS_SERVER_BIN: tools.natsServer }),
    ...(tools.cassandra && { CASSANDRA_JAVA: tools.cassandra.java, CASSANDRA_LIB: tools.cassandra.lib }),
  };
  const report = reportAs(json);
  const stages: Stage[] = [];
  report({ step: 'starting', say: 'Starting Waybill.' });
  try {
    await play({
      report,
      goOn: resumeBy(afterMs),
      engines,
      begun: (stage) => {
        stages.push(stage);
        return stage;
      },
      outcome: rejected ? 'rejected' : 'dead-letter',
    });
  } finally {
    for (const stage of stages) await stage.end();
  }
  report({ step: 'over', say: 'Finished. Everything has stopped.' });
  return 0;
}

process.exitCode = await main();
