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
const lines = (shown: Parameters<typeof describeStart>[3]) =>
  describeStart(report, '/data/logs', [], shown).split('\n');

test('the console comes first; the demo is named if everything runs here, with the key that the start made', () => {
  const shown = lines({ isKeyShown: true });
  const places = shown.filter((line) => /^ {2}[A-Z]/.test(line));
  assert.match(places[0]!, /^ {2}Console +http:\/\/127\.0\.0\.1:7401$/);
  assert.match(places[1]!, /^ {2}Gateway/);
  assert.ok(shown.includes('  npm run demo'));
  assert.ok(!lines({ isKeyShown: false }).includes('  npm run demo'));
  const { nats: _, ...withoutNats } = report;
  assert.doesNotMatch(describeStart(withoutNats, '/data/logs', [], { isKeyShown: true }), /npm run demo/);
});

test('a key that was configured is not printed', () => {
  assert.ok(lines({ isKeyShown: true }).includes('  KEY=abc-123'));
  const kept = lines({ isKeyShown: false }).join('\n');
  assert.doesNotMatch(kept, /abc-123/);
  assert.match(kept, /KEY='<yours>'/);
});
