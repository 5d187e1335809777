import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AlertAction, Operation } from '../../../../contracts/operation.ts';
import type { PipelineFacts } from '../../../../contracts/pipeline-facts.ts';
import { clearingAction, raisingAction } from '../../../../server/operations/alerts/action-of-decision.ts';
import type { AlertOperation, AlertState } from '../../../../server/operations/alerts/alert-state.ts';
import { foldAlert } from '../../../../server/operations/alerts/alert-state.ts';
import { AlertJudge, clearAfter } from '../../../../server/operations/alerts/judge-alerts.ts';
import type { StillReported } from '../../../../server/operations/alerts/reported-alerts.ts';
import { stillReportedIn } from '../../../../server/operations/alerts/reported-alerts.ts';
import type { ConnectedProcess } from '../../../../server/operations/heartbeats/heartbeat-listener.ts';
import { consumers, deadLetters, defaultRules, HOUR, MINUTE, NOW, streams, well } from './facts.ts';

const SECOND = 1_000;

/** Judges as the watch does, with the actions kept in memory. */
function bed(environment: Record<string, string> = {}, stillReported?: StillReported) {
  const alerts = new Map<string, AlertState>();
  const actions: string[] = [];
  let sequence = 0;
  let judge = new AlertJudge(defaultRules(environment), MINUTE, stillReported);
  const action = (alert: string, done: AlertAction, at: number, actor = 'waybill') => {
    sequence += 1;
    const operation = {
      id: `action-${sequence}`,
      at: new Date(at).toISOString(),
      actor,
      requestId: `request-${sequence}`,
      reason: null,
      target: 'alert',
      alert,
      ...done,
    } satisfies Operation as AlertOperation;
    const folded = foldAlert(alerts.get(alert), operation, sequence);
    if (folded) alerts.set(alert, folded);
    actions.push(`${(at - NOW) / SECOND}s ${done.kind} ${alert}`);
  };
  return {
    alerts,
    actions,
    action,
    quietSince: (alert: string) => judge.quietSince(alert),
    lost: () => judge.lost(),
    restart() {
      judge = new AlertJudge(defaultRules(environment), MINUTE);
    },
    /** Judges `facts` as those of `seconds` after the beginning. */
    at(seconds: number, facts: PipelineFacts) {
      const now = NOW + seconds * SECOND;
      for (const decision of judge.judge({ ...facts, at: now }, alerts)) {
        if (decision.kind === 'clear') action(decision.alert, clearingAction(decision), now);
        else action(decision.finding.alert, raisingAction(decision), now);
      }
    },
  };
}

const lag = (events: number) => consumers({ lag: events });
const unknown = well({ consumers: { known: false, since: NOW, why: 'Nobody answers.' } });

test('raised after the rule’s time over the bound, cleared after a quiet time', () => {
  const { at, actions } = bed();
  for (let second = 0; second <= 700; second += 5) at(second, lag(second < 400 ? 20_000 : 0));
  assert.deepEqual(actions, ['300s alert-raised lag-history', '460s alert-cleared lag-history']);
});

test('a problem shorter than the rule’s time is not raised, and the time starts over', () => {
  const { at, actions } = bed();
  for (let second = 0; second <= 500; second += 5) at(second, lag(second === 200 ? 9_000 : 20_000));
  assert.deepEqual(actions, []);
  for (let second = 505; second <= 520; second += 5) at(second, lag(20_000));
  assert.deepEqual(actions, ['505s alert-raised lag-history']);
});

test('a clock that is set back delays neither a raise nor a clear by as much', () => {
  const { at, actions } = bed();
  at(0, lag(20_000));
  for (let second = -3_600; second <= -3_300; second += 5) at(second, lag(20_000));
  assert.deepEqual(actions, ['-3300s alert-raised lag-history']);
  at(0, lag(0));
  for (let second = -3_600; second <= -3_540; second += 5) at(second, lag(0));
  assert.deepEqual(actions.slice(1), ['-3540s alert-cleared lag-history']);
});

const iso = (seconds: number) => new Date(NOW + seconds * SECOND).toISOString();

test('a clear says since when the problem was absent, its peak, and who was the owner', () => {
  const { at, action, alerts } = bed();
  const many = () => alerts.get('dead-letters-many')!;
  for (let second = 0; second <= 60; second += 5) at(second, deadLetters(second === 30 ? 1_000 : 600));
  action('dead-letters-many', { kind: 'alert-acknowledged', text: null }, NOW + 61 * SECOND, 'olga');
  for (let second = 65; second <= 125; second += 5) at(second, deadLetters(79));
  const { clearedAt, quietSince, peak, lastAcknowledged, acknowledged } = many();
  assert.deepEqual(
    [clearedAt, quietSince, acknowledged, lastAcknowledged?.by],
    [iso(125), iso(65), null, 'olga'],
  );
  assert.deepEqual(peak, { at: iso(30), words: '1,000 dead letters were open' });
  at(130, deadLetters(200));
  assert.deepEqual(
    [many().quietSince, many().peak, many().lastAcknowledged],
    [null, null, null],
    'raised again',
  );
});

test('a peak that may predate a restart is not reported', () => {
  const { at, alerts, restart } = bed();
  for (let second = 0; second <= 60; second += 5) at(second, deadLetters(second === 30 ? 1_000 : 600));
  restart();
  for (let second = 65; second <= 200; second += 5) at(second, deadLetters(second < 100 ? 300 : 0));
  const { clearedAt, quietSince, peak } = alerts.get('dead-letters-many')!;
  assert.deepEqual([clearedAt, quietSince, peak], [iso(160), iso(100), null]);
});

test('a peak is not reported across a time without judgements', () => {
  const unread = well({ deadLetters: { known: false, since: NOW, why: 'Nobody answers.' } });
  for (const isLost of [true, false]) {
    const { at, alerts, lost } = bed();
    for (let second = 0; second <= 60; second += 5) at(second, deadLetters(second === 30 ? 1_000 : 600));
    if (isLost) lost();
    else at(65, unread);
    for (let second = 665; second <= 800; second += 5) at(second, deadLetters(second < 700 ? 300 : 0));
    const { quietSince, peak } = alerts.get('dead-letters-many')!;
    assert.deepEqual([quietSince, peak], [iso(700), null]);
  }
});

test('a peak belongs to its episode, even if the problem is back in the round after it cleared', () => {
  const { at, alerts } = bed();
  for (let second = 0; second <= 90; second += 5) at(second, deadLetters(second < 30 ? 1_000 : 0));
  assert.equal(alerts.get('dead-letters-many')?.peak?.words, '1,000 dead letters were open');
  for (let second = 95; second <= 400; second += 5) at(second, deadLetters(second < 100 ? 200 : 0));
  const { firing, peak } = alerts.get('dead-letters-many')!;
  assert.deepEqual([firing, peak], [false, { at: iso(95), words: '200 dead letters were open' }]);
});

test('the beginning is kept where the rule knows it; older actions read as before', () => {
  const { at, action, alerts } = bed();
  const since = NOW - 200 * SECOND;
  at(0, consumers({ status: 'waiting-for-store', statusSince: since }, { status: 'ok' }));
  assert.equal(alerts.get('status-history')?.beganAt, new Date(since).toISOString());
  action('of-yore', { kind: 'alert-raised', detail: 'x', rule: 'lag', severity: 'warning' }, NOW);
  action('of-yore', { kind: 'alert-cleared', detail: 'x' }, NOW);
  const { beganAt, quietSince, peak, lastAcknowledged } = alerts.get('of-yore')!;
  assert.deepEqual([beganAt, quietSince, peak, lastAcknowledged], [null, null, null, null]);
});

test('between the bounds it keeps firing', () => {
  const { at, actions } = bed();
  for (let second = 0; second <= 3_000; second += 5) at(second, lag(second < 305 ? 20_000 : 9_000));
  assert.deepEqual(actions, ['300s alert-raised lag-history']);
});

test('an alert that flaps within the time to clear is one alert, and its returns are recorded less and less often', () => {
  const { at, actions, alerts } = bed();
  for (let second = 0; second <= 3_600; second += 5) at(second, deadLetters(second % 50 < 25 ? 500 : 0));
  const times = actions.map((action) => Number.parseInt(action, 10));
  assert.ok(
    actions.every((action) => action.includes('alert-raised')) && actions.length <= 7,
    actions.join(),
  );
  assert.deepEqual(times.slice(0, 4), [0, 60, 200, 450]);
  assert.match(alerts.get('dead-letters-many')!.detail, /The alert came back \d+ times since it was raised/);
});

test('a second outage that begins before the first has cleared is recorded, without an owner', () => {
  const { at, actions, action, alerts } = bed({
    WAYBILL_ALERT_CLEAR_MS: '300000',
    WAYBILL_ALERT_STATUS_FOR_MS: '10000',
  });
  const outage = (since: number) =>
    consumers({ status: 'waiting-for-store', statusSince: NOW + since * SECOND, why: 'Its store is away.' });
  for (let second = 0; second <= 100; second += 5) at(second, outage(0));
  action('status-history', { kind: 'alert-acknowledged', text: null }, NOW + 50 * SECOND, 'olga');
  for (let second = 105; second < 135; second += 5) at(second, well());
  for (let second = 135; second <= 200; second += 5) at(second, outage(135));
  assert.deepEqual(
    actions.filter((each) => each.includes('raised')),
    ['10s alert-raised status-history', '145s alert-raised status-history'],
  );
  const alert = alerts.get('status-history')!;
  assert.deepEqual(
    [alert.firing, alert.beganAt, alert.acknowledged, alert.raises.length],
    [true, iso(135), null, 2],
  );
  assert.match(alert.detail, /: Its store is away\. The problem had recovered and came back\.$/);
  assert.equal(alert.timeline.at(-1)?.quietSince, '2026-11-23T12:01:45.000Z');
});

test('returns too short to be raised again are in the action that clears', () => {
  const { at, alerts } = bed();
  const bad = (second: number) => second < 10 || (second >= 20 && second < 30);
  for (let second = 0; second <= 200; second += 5) at(second, deadLetters(bad(second) ? 500 : 0));
  const { firing, raises, timeline } = alerts.get('dead-letters-many')!;
  assert.deepEqual([firing, raises.length, timeline.length], [false, 1, 2]);
  assert.match(timeline.at(-1)?.detail ?? '', /came back once since it was raised\.$/);
});

test('an alert keeps firing while a part of its projection is unknown', () => {
  const rest = { stream: 'RETRIES', isRetries: true };
  const late = { oldestAt: NOW - 2 * HOUR, oldestExpiresAt: NOW + MINUTE, lag: 20_000 };
  for (const name of ['lag', 'oldest', 'retention']) {
    const { at, alerts, quietSince } = bed();
    for (let second = 0; second <= 600; second += 5)
      at(
        second,
        consumers(
          { lag: 0 },
          second < 310 ? { ...rest, ...late } : { ...rest, lag: null, status: 'unknown' },
        ),
      );
    assert.equal(alerts.get(`${name}-history`)?.firing, true, name);
    assert.equal(quietSince(`${name}-history`), undefined, name);
    for (let second = 605; second <= 900; second += 5) at(second, consumers({ lag: 0 }, { ...rest, lag: 0 }));
    assert.equal(alerts.get(`${name}-history`)?.firing, false, name);
  }
});

test('an outage whose cause changes is raised again; its owner stays', () => {
  const { at, actions, action, alerts } = bed({ WAYBILL_ALERT_STATUS_FOR_MS: '10000' });
  const now = (status: 'waiting-for-store' | 'no-worker', since: number) =>
    consumers({ status, statusSince: NOW + since * SECOND });
  for (let second = 0; second <= 100; second += 5) at(second, now('waiting-for-store', 0));
  action('status-history', { kind: 'alert-acknowledged', text: null }, NOW + 50 * SECOND, 'olga');
  for (let second = 105; second <= 400; second += 5) at(second, now('no-worker', 105));
  assert.deepEqual(
    actions.filter((each) => each.includes('raised')),
    ['10s alert-raised status-history', '115s alert-raised status-history'],
  );
  const { cause, acknowledged, raisedAt } = alerts.get('status-history')!;
  assert.deepEqual([cause, acknowledged?.by, raisedAt], ['no-worker', 'olga', iso(10)]);
});

test('an alert that flaps slowly takes ever longer to clear', () => {
  const { at, actions } = bed();
  // Ten minutes on, two off: each raise of the hour doubles the time to clear.
  for (let second = 0; second <= 7_200; second += 5) at(second, deadLetters(second % 720 < 600 ? 500 : 0));
  const cleared = actions.filter((action) => action.includes('cleared')).length;
  assert.ok(cleared >= 1 && cleared <= 3, actions.join('\n'));
  assert.ok(actions.length <= 16, actions.join('\n'));
  assert.equal(clearAfter(MINUTE, [], NOW), MINUTE);
  assert.equal(clearAfter(MINUTE, [NOW, NOW, NOW], NOW), 4 * MINUTE);
  assert.equal(clearAfter(MINUTE, [NOW - 2 * HOUR, NOW], NOW), MINUTE);
  assert.equal(clearAfter(MINUTE, new Array(20).fill(NOW), NOW), 32 * MINUTE);
});

test('while the facts are unknown nothing is raised and nothing clears', () => {
  const { at, actions } = bed({ WAYBILL_ALERT_RULES_OFF: 'unknown' });
  for (let second = 0; second <= 300; second += 5) at(second, lag(20_000));
  for (let second = 305; second <= 3_000; second += 5) at(second, unknown);
  assert.deepEqual(actions, ['300s alert-raised lag-history']);
  for (let second = 3_005; second <= 3_050; second += 5) at(second, lag(0));
  assert.equal(actions.length, 1);
  for (let second = 3_055; second <= 3_070; second += 5) at(second, lag(0));
  assert.deepEqual(actions.slice(1), ['3065s alert-cleared lag-history']);
});

test('a restart raises nothing again, and clears nothing early', () => {
  const { at, actions, restart } = bed();
  for (let second = 0; second <= 300; second += 5) at(second, lag(20_000));
  for (let second = 305; second <= 2_000; second += 5) {
    restart();
    at(second, lag(20_000));
  }
  assert.equal(actions.length, 1);
  for (let second = 2_005; second <= 2_200; second += 5) {
    if (second === 2_050) restart();
    at(second, lag(0));
  }
  assert.deepEqual(actions.slice(1), ['2110s alert-cleared lag-history']);
});

test('an alert that becomes more severe is raised again, once, and has no owner any more', () => {
  const { at, actions, action, alerts } = bed();
  const full = (share: number) => streams({ bytes: share * 1024 ** 3 });
  for (let second = 0; second <= 60; second += 5) at(second, full(0.85));
  action('log-full-EVENTS-1-0', { kind: 'alert-acknowledged', text: null }, NOW + 61 * SECOND, 'olga');
  assert.equal(alerts.get('log-full-EVENTS-1-0')?.acknowledged?.by, 'olga');
  for (let second = 65; second <= 100; second += 5) at(second, full(0.97));
  for (let second = 105; second <= 200; second += 5) at(second, full(0.85));
  assert.deepEqual(actions, [
    '60s alert-raised log-full-EVENTS-1-0',
    '61s alert-acknowledged log-full-EVENTS-1-0',
    '65s alert-raised log-full-EVENTS-1-0',
  ]);
  const alert = alerts.get('log-full-EVENTS-1-0');
  assert.equal(alert?.severity, 'critical');
  assert.equal(alert?.acknowledged, null);
  assert.equal(alert?.raisedAt, new Date(NOW + 60 * SECOND).toISOString());
  assert.equal(alert?.raises.length, 1);
});

test('a rule that is switched off, or unknown to this version, stops firing', () => {
  for (const [environment, rule] of [
    [{ WAYBILL_ALERT_RULES_OFF: 'lag' }, 'lag'],
    [{}, 'of-yore'],
  ] as const) {
    const { at, actions, action } = bed(environment);
    action(`${rule}-history`, { kind: 'alert-raised', detail: 'x', rule, severity: 'warning' }, NOW);
    for (let second = 5; second <= 100; second += 5) at(second, lag(20_000));
    assert.equal(actions.filter((each) => each.includes('cleared')).length, 1, actions.join('\n'));
  }
});

test('alerts that workers report are not judged', () => {
  const { at, actions, action, alerts } = bed();
  const name = 'dead-lettering-paused-history';
  action(name, { kind: 'alert-raised', detail: 'no more are made (w1)' }, NOW);
  for (let second = 5; second <= 300; second += 5) at(second, well());
  assert.equal(actions.length, 1);
  const alert = alerts.get(name);
  assert.equal(alert?.firing, true);
  assert.equal(alert?.severity, 'critical');
  assert.deepEqual(alert?.subject, { kind: 'projection', name: 'history' });
  action(name, { kind: 'alert-cleared', detail: 'let go (w1)' }, NOW + 400 * SECOND);
  assert.equal(alerts.get(name)?.firing, false);
});

test('a worker’s alert clears once the present workers have not reported it for its time', () => {
  let still: boolean | undefined = true;
  const name = 'dead-lettering-paused-history';
  const { at, actions, action, alerts, quietSince } = bed({}, () => still);
  action(name, { kind: 'alert-raised', detail: 'Most events cannot be applied.' }, NOW);
  for (let second = 5; second <= 100; second += 5) at(second, well());
  // Silence proves nothing.
  still = undefined;
  for (let second = 105; second <= 200; second += 5) at(second, well());
  assert.equal(quietSince(name), undefined);
  still = false;
  for (let second = 205; second < 265; second += 5) at(second, well());
  assert.equal(alerts.get(name)?.firing, true);
  assert.equal(quietSince(name), NOW + 205 * SECOND);
  at(265, well());
  assert.equal(actions.at(-1), `265s alert-cleared ${name}`);
});

test('a worker’s new report does not clear before its heartbeats say the same', () => {
  const name = 'dead-lettering-paused-history';
  const { at, action, alerts } = bed({}, () => false);
  action(name, { kind: 'alert-raised', detail: 'Most events cannot be applied.' }, NOW);
  for (let second = 5; second <= 60; second += 5) at(second, well());
  action(name, { kind: 'alert-raised', detail: 'Most events cannot be applied.' }, NOW + 62 * SECOND);
  at(65, well());
  assert.equal(alerts.get(name)?.firing, true);
  at(120, well());
  assert.equal(alerts.get(name)?.firing, true);
  at(125, well());
  assert.equal(alerts.get(name)?.firing, false);
});

test('a time without judgements does not count as quiet', () => {
  const { at, actions, lost, quietSince } = bed();
  for (let second = 0; second <= 400; second += 5) at(second, lag(second < 390 ? 20_000 : 0));
  assert.equal(quietSince('lag-history'), NOW + 390 * SECOND);
  lost();
  assert.equal(quietSince('lag-history'), undefined);
  at(4_000, lag(0));
  at(4_055, lag(0));
  assert.equal(actions.length, 1);
  at(4_060, lag(0));
  assert.equal(actions.at(-1), '4060s alert-cleared lag-history');
});

test('whether dead-lettering is paused is asked of the workers of that projection alone', () => {
  const worker = (projection: string, brake: string) => ({ heartbeat: { worker: { projection, brake } } });
  const asked = (isCertain: boolean, ...connected: unknown[]) =>
    stillReportedIn({ isCertain, processes: () => connected as ConnectedProcess[] });
  const id = 'dead-lettering-paused-history';
  assert.equal(asked(true, worker('history', 'off'), worker('history', 'slow'))(id), true);
  assert.equal(asked(true, worker('history', 'off'), worker('search', 'on'))(id), false);
  assert.equal(asked(true, worker('search', 'on'))(id), undefined, 'no worker to say so');
  assert.equal(asked(false, worker('history', 'off'))(id), undefined, 'not listened for long enough');
  assert.equal(asked(true, worker('history', 'off'))('of-a-later-version'), undefined);
});

test('an alert that clears and comes back has no owner', () => {
  const { action, alerts } = bed();
  const raise = (at: number) => action('lag-history', { kind: 'alert-raised', detail: 'x', rule: 'lag' }, at);
  raise(NOW);
  action('lag-history', { kind: 'alert-acknowledged', text: 'mine' }, NOW + SECOND, 'olga');
  raise(NOW + 2 * SECOND);
  assert.equal(alerts.get('lag-history')?.acknowledged?.text, 'mine');
  action('lag-history', { kind: 'alert-cleared', detail: 'x' }, NOW + 3 * SECOND);
  raise(NOW + 4 * SECOND);
  assert.equal(alerts.get('lag-history')?.acknowledged, null);
  assert.equal(alerts.get('lag-history')?.undelivered.length, 4);
  action(
    'lag-history',
    { kind: 'alert-notified', action: 'action-1', outcome: 'delivered', attempts: 1, detail: '' },
    NOW,
  );
  assert.deepEqual(
    alerts.get('lag-history')?.undelivered.map(({ id }) => id),
    ['action-3', 'action-4', 'action-5'],
  );
});

test('actions on an alert that was never raised change nothing', () => {
  const { action, alerts } = bed();
  action('lag-history', { kind: 'alert-cleared', detail: 'x' }, NOW);
  action('lag-history', { kind: 'alert-acknowledged', text: null }, NOW);
  assert.equal(alerts.size, 0);
});
