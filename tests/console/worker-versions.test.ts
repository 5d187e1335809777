import assert from 'node:assert/strict';
import { test } from 'node:test';
import { meanwhileHref } from '../../components/alerts/meanwhile-href.ts';
import { versionsOf } from '../../components/dead-letters/worker-versions.ts';

type Starts = Parameters<typeof versionsOf>[0];

/** The newest first, as they are listed. */
const starts = (...of: [at: string, version: string, role?: string][]) =>
  ({
    changes: of.map(([at, version, role = 'worker:history']) => ({ at, version, role })),
  }) as unknown as Starts;

test('the version of a worker now and the one before: restarts of one version are one', () => {
  const deployed = starts(
    ['03:09', '2.15.0'],
    ['03:04', '2.15.0'],
    ['03:01', '1', 'gateway'],
    ['02:00', '2.14.1'],
  );
  assert.deepEqual(versionsOf(deployed, 'history'), {
    now: { version: '2.15.0', since: '03:04' },
    before: { version: '2.14.1', since: '02:00' },
    back: false,
  });
  const rolledBack = starts(['03:20', '2.14.1'], ['03:04', '2.15.0'], ['02:00', '2.14.1']);
  assert.deepEqual(versionsOf(rolledBack, 'history'), {
    now: { version: '2.14.1', since: '03:20' },
    before: { version: '2.15.0', since: '03:04' },
    back: true,
  });
  assert.equal(versionsOf(starts(['02:00', '1']), 'history')?.before, null);
  assert.equal(versionsOf(starts(['02:00', '1']), 'search'), null);
});

test('what else happened is looked for from before the alert to after its end', () => {
  const since = '2026-11-23T03:04:00.000Z';
  assert.equal(
    meanwhileHref({ since, clearedAt: '2026-11-23T05:00:00.000Z' }),
    '/activity?kind=all&from=2026-11-23T02%3A49%3A00.000Z&to=2026-11-23T05%3A01%3A00.000Z',
  );
  assert.equal(
    meanwhileHref({ since, clearedAt: null }),
    '/activity?kind=all&from=2026-11-23T02%3A49%3A00.000Z',
  );
});
