import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stillAtWork, stillAtWorkWords } from '../../components/api/models/still-at-work.ts';
import { versionsOf } from '../../components/api/models/worker-versions.ts';
import { activityDuring } from '../../components/features/alerts/activity-during.ts';

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

const start = (version: string, at: string) => starts([at, version]);

test('whether the worker that refused dead letters is still running, in words', () => {
  const on = (workerVersion: string | null, failedAt: string, consumer = 'history') => ({
    consumer,
    workerVersion,
    failedAt,
  });
  const words = (...[changes, failures]: Parameters<typeof stillAtWork>) => {
    const found = stillAtWork(changes, failures);
    return found && stillAtWorkWords(found, failures.length === 1);
  };
  const again = 'will most likely fail again. Fix it or roll it back first.';
  assert.equal(
    words(start('2.15.0', '03:04'), [on('2.15.0', '03:05'), on('2.15.0', '03:06')]),
    `The worker that refused them, 2.15.0, is still running: they ${again}`,
  );
  // Started again, it is the same worker.
  assert.equal(
    words(start('2.15.0', '04:00'), [on('2.15.0', '03:05')]),
    `The worker that refused it, 2.15.0, is still running: it ${again}`,
  );
  assert.equal(
    words(start('2.15.0', '03:04'), [on('2.15.0', '03:05'), on('2.14.1', '02:00')]),
    `The worker that refused some of them, 2.15.0, is still running: they ${again}`,
  );
  assert.equal(
    words(start('2.14.1', '03:20'), [on('2.15.0', '03:21')]),
    `It failed after the running worker, 2.14.1, had started: it ${again}`,
  );
  // Mended without another version: one was applied since.
  assert.equal(words(start('2.15.0', '03:04'), [{ ...on('2.15.0', '03:05'), appliedAt: '03:10' }]), null);
  assert.ok(words(start('2.15.0', '03:04'), [{ ...on('2.15.0', '03:15'), appliedAt: '03:10' }]));
  // Where only the time of a failure is known.
  assert.match(words(start('2.15.0', '03:04'), [on(null, '03:05')]) ?? '', /^The worker that refused it/);
  // What breaks its schema is the event's fault.
  const broken = { ...on('2.15.0', '03:05'), code: 'schema-violation' };
  assert.equal(
    words(start('2.15.0', '03:04'), [broken]),
    'The event does not fit the schema of the running worker, 2.15.0: as it is, it will fail again. Edit and replay it.',
  );
  assert.match(
    words(start('2.15.0', '03:04'), [broken, broken]) ?? '',
    /^The events do not .* replay each\.$/,
  );
  assert.match(
    words(start('2.15.0', '03:04'), [broken, on('2.15.0', '03:05')]) ?? '',
    /Fix it or roll it back first\.$/,
  );
  const noEvent = { ...on('2.15.0', '03:05'), code: 'undecodable' };
  assert.equal(
    words(start('2.15.0', '03:04'), [noEvent]),
    'The bytes are no event, so no version of the worker can apply them: replaying changes nothing. Discard them.',
  );
  assert.match(words(start('2.15.0', '03:04'), [noEvent, broken]) ?? '', /Fix it or roll it back first\.$/);
  // Rolled back, or nothing known of its starts.
  assert.equal(words(start('2.14.1', '03:20'), [on('2.15.0', '03:05'), on(null, '03:05')]), null);
  assert.equal(words(start('2.15.0', '03:04'), [on('2.15.0', '03:05', 'search')]), null);
  assert.equal(words(start('2.15.0', '03:04'), []), null);
});

test('activity around an alert is read from before it to after its end', () => {
  const since = '2026-11-23T03:04:00.000Z';
  assert.equal(
    activityDuring({ since, clearedAt: '2026-11-23T05:00:00.000Z' }),
    '/activity?kind=all&from=2026-11-23T02%3A49%3A00.000Z&to=2026-11-23T05%3A01%3A00.000Z',
  );
  assert.equal(
    activityDuring({ since, clearedAt: null }),
    '/activity?kind=all&from=2026-11-23T02%3A49%3A00.000Z',
  );
});
