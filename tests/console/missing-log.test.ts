import assert from 'node:assert/strict';
import { test } from 'node:test';
import { watchError, watchLiveness } from '../../components/api/consumer-watch.ts';
import { missingPart } from '../../components/api/liveness-of.ts';
import { OperationsFailure } from '../../components/api/read-answer.ts';
import { natsTroubles } from '../../contracts/words/nats-trouble.ts';

const words: [detail: string, shown: string][] = [
  [
    `The log cannot be read now: ${natsTroubles.refused} (Authorization Violation).`,
    'NATS refuses the credentials',
  ],
  [
    `${natsTroubles.unusable}: NATS_CREDS names a file that can’t be read (ENOENT)`,
    'NATS credentials unusable',
  ],
  [`${natsTroubles.tls}: the server offers no TLS`, 'no TLS with NATS'],
  [`${natsTroubles.unreachable} (ECONNREFUSED)`, 'NATS unreachable'],
  ['The read model cannot be read now.', 'NATS unreachable'],
];

for (const [detail, shown] of words) {
  test(`${detail}: the console says ${shown}`, () => {
    const problem = { type: '/problems/unavailable', title: '', status: 503, detail, correlationId: '' };
    assert.equal(missingPart(new OperationsFailure(503, problem)), shown);
    const data = { watch: { current: false, snapshotAt: null, why: detail } };
    const read = { data, dataUpdatedAt: 0, error: null, errorUpdatedAt: 0 };
    assert.equal(missingPart(watchError(read)), shown);
    const liveness = watchLiveness(read, 1_000, false);
    assert.equal(liveness?.kind === 'stale' && liveness.why, shown);
  });
}
