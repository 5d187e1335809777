import assert from 'node:assert/strict';
import { test } from 'node:test';
import packageJson from '../../package.json' with { type: 'json' };
import { neededTools } from '../../scripts/bootstrap/needed-tools.mjs';
import { runTool } from './run-tool.ts';

/** What each command runs once the set-up is done, and the options that its help must name. */
const TOOLS: Record<string, { script: string; options: string[] }> = {
  start: { script: '../processes/supervisor/main.ts', options: ['roles', 'history', 'json'] },
  test: { script: 'testing/run-tests.ts', options: ['changed', 'suite', 'random'] },
  send: {
    script: 'send.ts',
    options: ['run', 'from-line', 'concurrency', 'unordered', 'wait', 'retry-for', 'url', 'key'],
  },
  demo: { script: 'demo.ts', options: ['outage'] },
  traffic: { script: 'traffic.ts', options: ['rate', 'for', 'in-flight', 'seed', 'url', 'key'] },
  repartition: { script: 'repartition.ts', options: ['partitions', 'yes', 'nats'] },
  rebuild: { script: 'rebuild.ts', options: ['yes', 'again', 'hash', 'store', 'nats'] },
  identity: { script: 'identity.ts', options: [] },
  screenshots: { script: 'screenshots.ts', options: ['all'] },
  chaos: {
    script: 'chaos.ts',
    options: ['for', 'rate', 'seed', 'history', 'only', 'roles', 'recovery', 'disk', 'json'],
  },
  incident: { script: 'incident.ts', options: ['after', 'rejected', 'json'] },
};

const nameOf = (tool: string): string =>
  tool === 'start' || tool === 'test' ? `npm ${tool}` : `npm run ${tool}`;

for (const [tool, { script, options }] of Object.entries(TOOLS)) {
  test(`${nameOf(tool)} -- --help prints every option and an example, and does nothing else`, async () => {
    // A setting that is not valid hides no help.
    const { code, stdout, stderr } = await runTool(script, ['--help'], { WAYBILL_GATEWAY_PORT: 'x' });
    assert.deepEqual([code, stderr], [0, '']);
    assert.ok(stdout.startsWith(nameOf(tool)), stdout);
    for (const option of [...options, 'help']) assert.match(stdout, new RegExp(`--${option}\\b`));
    assert.match(stdout, new RegExp(`^Example: .*${nameOf(tool)}`, 'm'));
  });
}

test('every tool of package.json is among them, and help needs no engine', () => {
  const tools = Object.entries(packageJson.scripts)
    .filter(([, command]) => /with-node24\.mjs .*scripts\/(?!write-)/.test(command))
    .map(([name]) => name);
  assert.deepEqual(
    [...tools, 'start', 'test'].filter((tool) => !TOOLS[tool]),
    [],
  );
  const given = { natsUrl: undefined, stores: 'history:cassandra', cassandraContactPoints: undefined };
  assert.deepEqual(neededTools(['--help'], given), {
    json: false,
    natsServer: false,
    console: false,
    cassandra: false,
  });
});
