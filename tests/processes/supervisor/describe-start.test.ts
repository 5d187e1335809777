import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeStart, type StartReport } from '../../../processes/supervisor/describe-start.ts';

const report: StartReport = {
  gateway: 'http://127.0.0.1:7400',
  console: 'http://127.0.0.1:7401',
  operations: 'http://127.0.0.1:9000',
  nats: 'nats://127.0.0.1:7422',
  apiKey: 'abc-123',
  dataDir: '/data',
  metrics: {},
  pids: {},
};
const lines = (given: StartReport) => describeStart(given, '/data/logs', []).split('\n');
const { apiKey: _, ...withConfiguredKey } = report;

test('the console comes first; the demo is named if everything runs here, with the key that the start made', () => {
  const shown = lines(report);
  const places = shown.filter((line) => /^ {2}[A-Z]/.test(line));
  assert.match(places[0]!, /^ {2}Console +http:\/\/127\.0\.0\.1:7401$/);
  assert.match(places[1]!, /^ {2}Gateway/);
  assert.ok(shown.includes('  npm run demo'));
  assert.ok(!lines(withConfiguredKey).includes('  npm run demo'));
  const { nats: _, ...withoutNats } = report;
  assert.ok(!lines(withoutNats).includes('  npm run demo'));
});

test('the key that the start made is in the first command, and a configured one is not', () => {
  assert.ok(lines(report).includes('  KEY=abc-123'));
  assert.ok(lines(withConfiguredKey).includes("  KEY='<yours>'"));
});
