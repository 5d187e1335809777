import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fingerprintOf } from '../../../server/operations/fingerprint/fingerprint.ts';
import { normaliseMessage } from '../../../server/operations/fingerprint/normalise-message.ts';
import { topFrames } from '../../../server/operations/fingerprint/top-frames.ts';

const messages: [message: string, normalised: string][] = [
  ['blob of 1048577 bytes too big', 'blob of ‹n› bytes too big'],
  ['took 1.5 s, not -3', 'took ‹n› s, not ‹n›'],
  ['message 0192f7c1-5b0e-7c33-8d1e-4f2a9a3f04aa is gone', 'message ‹id› is gone'],
  ['message 0192F7C1-5B0E-7C33-8D1E-4F2A9A3F04AA is gone', 'message ‹id› is gone'],
  ['at position 1-3-48211', 'at position ‹position›'],
  ['at 0xDEADbeef00', 'at ‹address›'],
  ['no column named "text" in \'messages\'', 'no column named ‹value› in ‹value›'],
  ["can't and won't", "can't and won't"],
  ['since 2026-11-23T03:04:11.482Z', 'since ‹time›'],
  ['in apply-batch.ts:31:5', 'in apply-batch.ts'],
  ['no host 127.0.0.1:9042', 'no host ‹n›:‹n›'],
  ['commit 4e1a377fbb01', 'commit ‹id›'],
  ['not UTF8 in x_1', 'not UTF8 in x_1'],
  ['two\n  lines', 'two lines'],
  ['a dead face', 'a dead face'],
];
for (const [message, normalised] of messages) {
  test(`“${message}”`, () => assert.equal(normaliseMessage(message), normalised));
}

const stack = `StoreFailure: no
    at write (/srv/a/adapters/sqlite/write.ts:10:3)
    at node:internal/process/task_queues:105:5
    at async Object.apply (file:///srv/a/workers/runtime/apply.ts:7:1)
    at run (/srv/a/node_modules/lib/index.js:1:1)
    at /srv/a/workers/runtime/run.ts:9:9
    at deeper (/srv/a/workers/runtime/start.ts:1:1)`;

test('only Waybill’s frames, at most three, without line numbers', () => {
  assert.deepEqual(topFrames(stack), [
    'write sqlite/write.ts',
    'Object.apply runtime/apply.ts',
    '<anonymous> runtime/run.ts',
  ]);
  assert.deepEqual(topFrames('no stack at all'), []);
});

const failure = { consumer: 'history', failureClass: 'poison', code: 'A', message: 'of 12 bytes', stack };

test('one cause has one fingerprint, wherever and whenever it appears', () => {
  const elsewhere = stack.replaceAll('/srv/a', '/opt/b/c').replace(':10:3', ':12:9');
  assert.equal(
    fingerprintOf({ ...failure, message: 'of 99 bytes', stack: elsewhere }),
    fingerprintOf(failure),
  );
  assert.match(fingerprintOf(failure), /^[0-9a-f]{16}$/);
});

test('the path by which the event reached the store makes no separate group', () => {
  const alone = stack.replaceAll('workers/runtime/apply.ts', 'workers/runtime/apply-alone.ts');
  assert.notEqual(alone, stack);
  assert.equal(fingerprintOf({ ...failure, stack: alone }), fingerprintOf(failure));
});

for (const [field, value] of Object.entries({
  consumer: 'search',
  failureClass: 'bug',
  code: 'B',
  message: 'no such table',
  stack: stack.replace('at write', 'at read'),
})) {
  test(`another ${field} is another group`, () => {
    assert.notEqual(fingerprintOf({ ...failure, [field]: value }), fingerprintOf(failure));
  });
}
