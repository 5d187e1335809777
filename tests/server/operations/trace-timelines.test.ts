import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { ProjectionStatus } from '../../../contracts/command-status.ts';
import type { RecordedApplied, RecordedFailed } from '../../../contracts/ports/ledger-index.ts';
import { absenceOf } from '../../../server/operations/traces/absence.ts';
import { clientView, overallClientAnswer } from '../../../server/operations/traces/client-view.ts';
import { segmentsOf } from '../../../server/operations/traces/segments.ts';
import { attemptsOf, type ProjectionTimeline } from '../../../server/operations/traces/timeline.ts';
import { traceProjection } from '../../../server/operations/traces/trace-projection.ts';
import { emptyStatus } from '../status/empty-status.ts';

const T = Date.parse('2026-11-23T03:00:00.000Z');

const applied = (fields: Partial<RecordedApplied> = {}): RecordedApplied => ({
  projection: 'history',
  epochId: 'b1',
  process: 'host:1',
  version: '0.1.0',
  fetchedAt: T + 100,
  beganAt: T + 110,
  appliedAt: T + 130,
  storeWaitMs: 0,
  count: 1,
  deliveries: 1,
  again: null,
  ...fields,
});
const failed = (fields: Partial<RecordedFailed> = {}): RecordedFailed => ({
  projection: 'history',
  epochId: 'b1',
  process: 'host:1',
  version: '0.1.0',
  failureClass: 'transient',
  code: 'CONFLICT',
  attempt: 1,
  replayId: null,
  fetchedAt: T + 100,
  failedAt: T + 130,
  next: 'retry',
  retryAt: T + 1_130,
  ...fields,
});
const status = (fields: Partial<ProjectionStatus>): ProjectionStatus => ({ ...emptyStatus, ...fields });
const timeline = (
  recorded: { applied?: RecordedApplied[]; failed?: RecordedFailed[] },
  fields: Partial<ProjectionTimeline> = {},
): ProjectionTimeline => ({
  acceptedAt: T,
  storedAt: T + 10,
  now: T + 60_000,
  attempts: attemptsOf(recorded.applied ?? [], recorded.failed ?? []).attempts,
  rescue: { sent: [], edited: null },
  status: undefined,
  outages: [],
  ...fields,
});
const shown = (of: ProjectionTimeline) =>
  segmentsOf(of).segments.map(({ kind, ms, open }) => `${kind} ${ms}${open ? ' …' : ''}`);
const clientAnswers = (of: ProjectionTimeline) =>
  clientView(of).map(({ from, state }) => `${Date.parse(from) - T} ${state}`);

describe('the waits of a timeline', () => {
  const cases: [name: string, ProjectionTimeline, string[]][] = [
    [
      'applied',
      timeline({ applied: [applied()] }),
      ['accepting 10', 'in-the-log 90', 'in-a-batch 10', 'working 20'],
    ],
    ['not begun', timeline({}), ['accepting 10', 'in-the-log 59990 …']],
    [
      'a retry that was applied',
      timeline({
        failed: [failed()],
        applied: [
          applied({
            fetchedAt: T + 1_150,
            beganAt: T + 1_160,
            appliedAt: T + 1_200,
            again: { attempt: 2, replayId: null },
          }),
        ],
      }),
      [
        'accepting 10',
        'in-the-log 90',
        'working 30',
        'retry-backoff 1000',
        'in-retries 20',
        'in-a-batch 10',
        'working 40',
      ],
    ],
    [
      'a retry that is awaited',
      timeline({ failed: [failed()] }, { now: T + 500 }),
      ['accepting 10', 'in-the-log 90', 'working 30', 'retry-backoff 370 …'],
    ],
    [
      'a retry that is due and not fetched',
      timeline({ failed: [failed()] }, { now: T + 5_130 }),
      ['accepting 10', 'in-the-log 90', 'working 30', 'retry-backoff 1000', 'in-retries 4000 …'],
    ],
    [
      'a retry without a time, read in the millisecond of its failure',
      timeline({ failed: [failed({ retryAt: null })] }, { now: T + 130 }),
      ['accepting 10', 'in-the-log 90', 'working 30', 'in-retries 0 …'],
    ],
    [
      'a dead letter that was replayed',
      timeline(
        {
          failed: [failed({ next: 'dead-letter', retryAt: null })],
          applied: [
            applied({
              fetchedAt: T + 9_000,
              beganAt: T + 9_000,
              appliedAt: T + 9_010,
              again: { attempt: 2, replayId: 'r' },
            }),
          ],
        },
        { rescue: { sent: [{ at: T + 8_000, replayId: 'r' }], edited: null } },
      ),
      ['accepting 10', 'in-the-log 90', 'working 30', 'dead-letter 7870', 'in-retries 1000', 'working 10'],
    ],
    [
      'a dead letter that another event replaced',
      timeline(
        { failed: [failed({ next: 'dead-letter', retryAt: null })] },
        { rescue: { sent: [], edited: { at: T + 4_130, byEventId: 'x' } } },
      ),
      ['accepting 10', 'in-the-log 90', 'working 30', 'dead-letter 4000'],
    ],
    [
      'a discarded dead letter',
      timeline(
        { failed: [failed({ next: 'dead-letter', retryAt: null })] },
        { rescue: { sent: [], edited: null, discarded: { at: T + 4_130, actor: 'olga', reason: null } } },
      ),
      ['accepting 10', 'in-the-log 90', 'working 30', 'dead-letter 4000'],
    ],
    [
      'a discarded dead letter without a record in the ledger',
      timeline(
        {},
        {
          rescue: { sent: [], edited: null, discarded: { at: T + 4_130, actor: 'olga', reason: null } },
          status: status({
            state: 'dead_lettered',
            proven: true,
            at: new Date(T + 130).toISOString(),
          }),
        },
      ),
      ['accepting 10', 'unknown 120', 'dead-letter 4000'],
    ],
    [
      'an outage of the store while it was in the log, which has ended',
      timeline(
        {},
        {
          now: T + 10_000,
          outages: [
            { from: T + 8_000, until: null },
            { from: T + 1_000, until: T + 3_000 },
          ],
        },
      ),
      ['accepting 10', 'in-the-log 990', 'store-outage 2000', 'in-the-log 5000', 'store-outage 2000 …'],
    ],
    [
      'an outage of the store while a worker had it',
      timeline({ applied: [applied({ beganAt: T + 5_100, appliedAt: T + 5_120, storeWaitMs: 4_990 })] }),
      ['accepting 10', 'in-the-log 90', 'in-a-batch 10', 'store-outage 4990', 'working 20'],
    ],
    [
      'applied, without a record',
      timeline(
        {},
        { status: status({ state: 'applied', proven: true, at: new Date(T + 300).toISOString() }) },
      ),
      ['accepting 10', 'unknown 290'],
    ],
    [
      'a dead letter without a record',
      timeline(
        {},
        { status: status({ state: 'dead_lettered', proven: true, at: new Date(T + 300).toISOString() }) },
      ),
      ['accepting 10', 'unknown 290', 'dead-letter 59700 …'],
    ],
  ];
  for (const [name, of, expected] of cases) test(name, () => assert.deepEqual(shown(of), expected));

  test('clocks that differ never make a wait negative, and are reported', () => {
    const { segments, skewMs } = segmentsOf(
      timeline({ applied: [applied({ fetchedAt: T - 500, beganAt: T - 490, appliedAt: T - 400 })] }),
    );
    assert.deepEqual(
      segments.map(({ kind }) => kind),
      ['accepting'],
    );
    assert.ok(skewMs >= 400);
  });

  test('for any records, segments meet without gaps or overlaps, and one is open exactly while the timeline continues', () => {
    const time = fc.integer({ min: -2_000, max: 20_000 }).map((ms) => T + ms);
    const anyFailed = fc.record({
      fetchedAt: time,
      failedAt: time,
      retryAt: fc.option(time),
      next: fc.constantFrom('retry' as const, 'dead-letter' as const, 'still-there' as const),
    });
    const anyApplied = fc.record({
      fetchedAt: time,
      beganAt: time,
      appliedAt: time,
      storeWaitMs: fc.nat(5_000),
    });
    fc.assert(
      fc.property(
        fc.array(anyFailed, { maxLength: 4 }),
        fc.option(anyApplied),
        fc.array(fc.record({ from: time, until: fc.option(time) }), { maxLength: 3 }),
        fc.array(time, { maxLength: 2 }),
        fc.option(time),
        time,
        (failures, end, outages, sent, acceptedAt, storedAt) => {
          const of = timeline(
            {
              failed: failures
                .map((each, n) => failed({ ...each, attempt: n + 1 }))
                .sort((a, b) => a.failedAt - b.failedAt),
              applied: end ? [applied(end)] : [],
            },
            {
              acceptedAt,
              storedAt,
              outages,
              now: T + 20_000,
              rescue: { sent: sent.sort().map((at) => ({ at, replayId: 'r' })), edited: null },
            },
          );
          const { segments } = segmentsOf(of);
          let cursor = new Date(acceptedAt ?? storedAt).toISOString();
          for (const { from, to, ms } of segments) {
            assert.equal(from, cursor);
            assert.ok(ms >= 0);
            assert.equal(Date.parse(to) - Date.parse(from), ms);
            cursor = to;
          }
          const open = segments.map((segment) => segment.open);
          assert.equal(open.filter(Boolean).length, end ? 0 : 1);
          if (!end) assert.equal(open.at(-1), true);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('the answers that a client would have got', () => {
  test('accepted, processing, retrying, and the present proof', () => {
    const of = timeline(
      { failed: [failed()], applied: [applied({ fetchedAt: T + 1_150, appliedAt: T + 1_200 })] },
      { status: status({ state: 'applied', proven: true, at: new Date(T + 1_199).toISOString() }) },
    );
    assert.deepEqual(clientAnswers(of), ['10 accepted', '100 processing', '130 retrying', '1200 applied']);
    assert.equal(clientView(of).at(-1)?.proven, true);
  });

  test('a rejection counts from the time at which it was written', () => {
    const of = timeline({ applied: [applied()] }, { status: status({ state: 'rejected', proven: true }) });
    assert.deepEqual(clientAnswers(of), ['10 accepted', '100 processing', '130 rejected']);
  });

  test('kept aside by the read model: not applied, and what it waits for is shown', () => {
    const detail = 'The change is kept until the message it changes is applied.';
    const waiting = status({
      state: 'processing',
      proven: true,
      reason: { code: 'waiting-for-message', detail },
      waitsFor: { kind: 'resource', id: 'm' },
    });
    const of = timeline({ applied: [applied()] }, { status: waiting });
    assert.deepEqual(clientAnswers(of), ['10 accepted', '100 processing']);
    assert.equal(shown(of).at(-1), 'kept-aside 59870 …');
    assert.equal(absenceOf('History', waiting, 5)?.text, `History has not applied the event. ${detail}`);
  });

  test('a dead letter, sent again, failed again', () => {
    const of = timeline(
      {
        failed: [
          failed({ next: 'dead-letter' }),
          failed({ fetchedAt: T + 3_000, failedAt: T + 3_010, next: 'dead-letter', replayId: 'r' }),
        ],
      },
      { rescue: { sent: [{ at: T + 2_000, replayId: 'r' }], edited: null } },
    );
    assert.deepEqual(clientAnswers(of), [
      '10 accepted',
      '100 processing',
      '130 dead_lettered',
      '2000 replayed',
      '3010 dead_lettered',
    ]);
  });

  test('a command has the state of its least advanced projection', () => {
    const one = clientView(timeline({ applied: [applied()] }));
    const other = clientView(timeline({ applied: [applied({ fetchedAt: T + 200, appliedAt: T + 900 })] }));
    assert.deepEqual(
      overallClientAnswer([one, other]).map(({ from, state }) => `${Date.parse(from) - T} ${state}`),
      ['10 accepted', '100 processing', '900 applied'],
    );
  });
});

describe('the sentence on why an event is not applied', () => {
  const cases: [ProjectionStatus | undefined, number | undefined, RegExp | null][] = [
    [status({ state: 'applied', proven: true }), 5, null],
    [status({ ahead: 41 }), 14, /^History has not applied the event: 41 ahead, about 3 s\.$/],
    [status({ ahead: 0 }), 100, /0 ahead, less than a second\.$/],
    [status({ ahead: 1_200_000 }), 100, /1,200,000 ahead, about 3 h\.$/],
    [status({ ahead: 41 }), 0, /41 ahead, and nothing was applied in the last half minute\.$/],
    [status({ ahead: 41 }), undefined, /41 ahead\.$/],
    [
      status({ ahead: 41, reason: { code: 'store-unreadable', detail: '' } }),
      14,
      /41 ahead\. The store can’t be read now/,
    ],
    [
      status({ state: 'processing', ahead: 3, reason: { code: 'store-unreadable', detail: '' } }),
      0,
      /A worker has it\. The store can’t be read now/,
    ],
    [
      status({
        state: 'retrying',
        retry: { attempts: 2, nextAt: '2026-11-23T03:00:05.000Z' },
        reason: { code: 'CONFLICT', detail: '' },
      }),
      5,
      /2 attempts failed \(CONFLICT\)\.$/,
    ],
    [status({ state: 'dead_lettered', deadLetter: 'history.1-0-5' }), 5, /the dead letter history\.1-0-5\.$/],
    [undefined, 5, /is unknown now/],
  ];
  for (const [of, rate, expected] of cases)
    test(`${of?.state ?? 'unknown'}, ${of?.ahead ?? 'none'} ahead at ${rate}`, () => {
      const absence = absenceOf('History', of, rate);
      if (expected) assert.match(absence?.text ?? '', expected);
      else assert.equal(absence, null);
    });

  test('a discard is reported as a decision, not as the cause', () => {
    const recorded = (reason: string | null) =>
      absenceOf('History', status({ state: 'dead_lettered', deadLetter: 'history.1-0-5' }), 5, {
        at: T,
        actor: 'olga',
        reason,
      })?.text;
    assert.equal(
      recorded('sent twice'),
      'History could not apply the event, and olga discarded it: “sent twice”.',
    );
    assert.equal(recorded(null), 'History could not apply the event, and olga discarded it.');
  });
});

test('a missing record of the application is a gap only once a worker would have recorded it', () => {
  const factsAt = (now: number, ledgerIsCurrent: boolean) => {
    const at = { generation: 1, partition: 0, sequence: 1 };
    const command = {
      position: at,
      storedAt: T,
      acceptedAt: T,
      id: 'x',
      type: 't',
      subject: 's',
      actor: 'a',
    };
    const known = {
      name: 'history',
      title: 'History',
      applied: [],
      failed: [],
      outages: [],
      ledgerIsCurrent,
    };
    const proven = status({ state: 'applied', proven: true, at: new Date(T + 5).toISOString() });
    return traceProjection(
      { ...command, correlationId: 'c', causationId: '' },
      { ...known, rescue: { sent: [], edited: null }, status: proven, appliedPerSecond: undefined },
      now,
    ).facts.join();
  };
  assert.match(factsAt(T + 100, true), /has not recorded the time yet/);
  assert.match(factsAt(T + 60_000, false), /has not recorded the time yet/);
  assert.match(factsAt(T + 60_000, true), /the ledger has a gap/);
});
