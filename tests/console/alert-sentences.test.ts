import assert from 'node:assert/strict';
import { test } from 'node:test';
import { projectionsInTrouble } from '../../components/api/models/projections-in-trouble.ts';
import { whyNow } from '../../components/api/models/why-now.ts';
import { adviceAfterRecovery } from '../../components/features/alerts/advice-after-recovery.ts';
import { alertSentences, troubleMs } from '../../components/features/alerts/alert-sentences.ts';
import { impactOf } from '../../components/features/alerts/impact.ts';
import { remainingWork } from '../../components/features/alerts/remaining-work.ts';
import { plainPhrase } from '../../components/ui/text/phrase.ts';
import type { ConsumerStatus } from '../../contracts/consumer-status.ts';
import { AT, alertFixture, factsFixture } from './overview-facts.ts';

const at = (time: string) => `2026-11-23T${time}.000Z`;
const of = (fields: Parameters<typeof alertFixture>[0]) =>
  alertFixture({ rule: 'status', since: at('03:37:27'), why: '36 events wait.', ...fields });
const over = { state: 'cleared', clearedAt: at('03:42:17') } as const;
const said = (fields: Parameters<typeof alertFixture>[0]) =>
  alertSentences(of(fields), null).map(plainPhrase);

test('a resolved alert: when it recovered, not when it cleared, and the earlier sentence is past', () => {
  const peak = { at: at('03:40:10'), words: '1,000 dead letters were open' };
  assert.deepEqual(said({ ...over, quietSince: at('03:41:16'), beganAt: at('03:37:07'), peak }), [
    `Resolved: recovered at ${at('03:41:16')}, 4 min 09 s after it began.`,
    'When it was raised: 36 events wait.',
    `At its worst, ${at('03:40:10')}: 1,000 dead letters were open.`,
  ]);
  assert.equal(
    said({ ...over, quietSince: at('03:41:16') })[0],
    `Resolved: recovered at ${at('03:41:16')}, 3 min 49 s after it was raised.`,
  );
  assert.deepEqual(said(over), [`Resolved at ${at('03:42:17')}.`, 'When it was raised: 36 events wait.']);
  assert.equal(said({ quietSince: at('03:41:16') })[2], 'When it was raised: 36 events wait.');
  assert.equal(whyNow(of(over)), 'Resolved. When it was raised: 36 events wait.');
  const ended = of({ ...over, quietSince: at('03:41:16') });
  assert.equal(troubleMs(ended, AT), 229_000);
});

test('what one partition says of itself names it, and how many have the same status', () => {
  const list = factsFixture([{ name: 'history', status: 'waiting-for-store', lag: 373 }]).consumers!;
  const why = (...statuses: ConsumerStatus[]) => {
    const consumers = statuses.map((status, n) => ({
      ...list.consumers[0]!,
      stream: `EVENTS-1-${n}`,
      status,
    }));
    const [trouble] = projectionsInTrouble({ ...list, consumers });
    return plainPhrase(alertSentences(of({}), trouble!)[1]!);
  };
  const waits = 'waiting-for-store';
  assert.equal(
    why(waits, waits, 'ok', waits),
    'Partition 0 (3 of 4 have this status): Why waiting-for-store.',
  );
  assert.equal(why(waits, 'ok'), 'Partition 0 (the only one of 2): Why waiting-for-store.');
  assert.equal(why(waits), 'Why waiting-for-store.');
});

test('remaining work after an alert: dead letters by their number, none as none, unknown as unknown', () => {
  const left = (lag: number, open: number | null | undefined) => {
    const { pending, deadLetters } = remainingWork(lag, open);
    return `${pending} | ${deadLetters}`;
  };
  const none = 'all events were processed';
  assert.equal(left(0, 0), `${none} | no dead letter is open`);
  assert.equal(left(0, 1), `${none} | 1 dead letter is open`);
  assert.equal(left(0, 1_204), `${none} | 1,204 dead letters are open`);
  assert.equal(left(0, null), `${none} | the number of open dead letters can’t be read now`);
  assert.equal(left(0, undefined), `${none} | `);
  assert.equal(left(7, 0), '7 events pending, safe in the log | no dead letter is open');
});

test('a resolved alert leaves nothing to do, unless dead letters are still open', () => {
  assert.equal(adviceAfterRecovery(0), 'Resolved. No action needed.');
  assert.match(adviceAfterRecovery(72), /^Resolved\. 72 dead letters are still open/);
});

test('until when pending events are kept: only if the retention clock is known, and not if the log is nearly full', () => {
  const expires = '2026-12-24T03:36:00.000Z';
  const clock = (fullShare: number | null, warning: string | null = null) => ({
    retention: { expiresAt: expires, leftMs: 1, fullShare, warning },
  });
  const notified = (until: string | null, ...partitions: ReturnType<typeof clock>[]) => {
    const phrase = impactOf({ oldestExpiresAt: until }, partitions, AT);
    return phrase && plainPhrase(phrase);
  };
  assert.equal(
    notified(expires, clock(0.03), clock(0.01), clock(null)),
    `Pending events are kept until ${expires}; the fullest partition is 3.0 % full.`,
  );
  assert.equal(notified(expires, clock(null)), `Pending events are kept until ${expires}.`);
  assert.equal(
    notified(expires, clock(0.95, 'The stream is at 95 % of its size.')),
    `Pending events are kept until ${expires}. The stream is at 95 % of its size.`,
  );
  assert.equal(notified(null, clock(0.03)), null);
  assert.equal(notified(AT, clock(0.03)), null);
});
