import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { lastMessage } from '../../../../adapters/jetstream/connection/stored-message.ts';
import { readOperation } from '../../../../adapters/jetstream/records/read-operation.ts';
import type { AlertSummary } from '../../../../contracts/alerts.ts';
import { LIVE_KINDS } from '../../../../contracts/live.ts';
import { AlertLog } from '../../../../server/operations/alerts/alert-log.ts';
import { appendAlertAction } from '../../../../server/operations/alerts/append-alert-action.ts';
import { clientOf } from '../../../engines/client.ts';
import { waitUntil } from '../../../engines/condition.ts';
import { natsServerBinary } from '../../../engines/nats-server.ts';
import { startRole, type TestRole } from '../../../engines/role.ts';
import { temporaryFolder } from '../../../engines/temporary-folder.ts';
import { makeDeadLetter, publishDeadLetters } from '../dead-letters.ts';
import { OPERATORS, startOperationsService, type TestOperations } from '../operations-service.ts';
import { openEventSource } from './event-source.ts';
import { startReceiver, type WebhookReceiver } from './webhook-receiver.ts';

const skip = natsServerBinary() ? false : 'no nats-server';
const MANY = 'dead-letters-many';
const NEW = 'dead-letters-new';

describe('two operations services over one log', { skip }, () => {
  let one: TestOperations;
  let other: TestRole;
  let receiver: WebhookReceiver;
  const folder = temporaryFolder('operations-other');

  before(async () => {
    receiver = await startReceiver();
    const settings = {
      WAYBILL_ALERT_EVALUATE_MS: '200',
      WAYBILL_DRAIN_TIMEOUT_MS: '60000',
      WAYBILL_ALERT_CLEAR_MS: '500',
      WAYBILL_ALERT_DEAD_LETTERS_MANY: '4',
      WAYBILL_ALERT_WEBHOOK_URL: receiver.url,
      WAYBILL_ALERT_WEBHOOK_RETRY_MAX_MS: '100',
      WAYBILL_LIVE_INTERVAL_MS: '200',
      // Other tests cover these.
      WAYBILL_ALERT_RULES_OFF: 'unknown,unreconciled,status,lag,oldest,retention',
    };
    one = await startOperationsService(settings);
    other = await startRole('operations', { ...one.environment, WAYBILL_DATA_DIR: folder.path });
  });

  after(async () => {
    await other?.kill();
    await one?.stop();
    await receiver?.stop();
    folder.remove();
  });

  const ofOther = () => clientOf(other.url, OPERATORS.otto);
  const alertsOf = async (client = one.olga) => {
    const { body } = await client.request('GET', '/ops/v1/alerts');
    return body.alerts as AlertSummary[];
  };
  const alertOf = async (id: string, client = one.olga) =>
    (await alertsOf(client)).find((alert) => alert.id === id);
  /** The actions on an alert in the log, oldest first. */
  const actionsOf = async (alert: string) => {
    const log = new AlertLog(one.link);
    await log.catchUp();
    return (log.alerts.get(alert)?.timeline ?? []).map(({ kind }) => kind);
  };
  const raisesOf = async (alert: string) =>
    (await actionsOf(alert)).filter((kind) => kind === 'alert-raised').length;
  const acknowledge = (id: string, body: unknown, client = one.olga) =>
    client.request('POST', `/ops/v1/alerts/${id}/acknowledge`, body);

  const publish = (from: number, count: number) =>
    publishDeadLetters(
      one.inbox,
      Array.from({ length: count }, (_, n) => makeDeadLetter(from + n)),
    );
  const actOnAll = async (kind: 'discarded' | 'restored') => {
    const state = kind === 'discarded' ? 'open' : 'discarded';
    const { body } = await one.olga.request('GET', `/ops/v1/dead-letters?state=${state}&limit=500`);
    const ids = body.deadLetters.map(({ id }: { id: string }) => id);
    const done = await one.olga.request('POST', '/ops/v1/dead-letters/actions', {
      ids,
      kind,
      reason: 'a test',
      requestId: randomUUID(),
    });
    assert.equal(done.body.done, ids.length);
  };

  test('an alert is raised once, by the leader, and both services show it', async () => {
    assert.deepEqual(await alertsOf(), []);
    await publish(1, 5);
    const alert = await waitUntil(() => alertOf(MANY));
    assert.equal(alert.state, 'firing');
    assert.equal(alert.severity, 'critical');
    assert.equal(alert.acknowledged, null);
    assert.match(alert.why, /^5 dead letters are open \(threshold 4\)\.$/);
    assert.deepEqual(await alertOf(MANY, ofOther()).then((seen) => seen?.since), alert.since);
    const { status, body, headers } = await one.olga.request('GET', `/ops/v1/alerts/${MANY}`);
    assert.equal(status, 200);
    assert.equal(headers.get('cache-control'), 'no-store');
    assert.equal(body.runbook, 'docs/alerts.md#dead-letters-many');
    assert.ok(body.whatToDo.length > 20 && body.effect.length > 20);
    await waitUntil(() => receiver.received.length >= 2);
    // Both have judged it several times since.
    await waitUntil(async () => (await alertOf(MANY, ofOther()))?.judgedAt);
    assert.equal(await raisesOf(MANY), 1);
    assert.equal(await raisesOf(NEW), 1);
    const notified = receiver.received.map(({ notice }) => `${notice.kind} ${notice.alert.id}`);
    assert.deepEqual(notified.sort(), [`alert-raised ${MANY}`, `alert-raised ${NEW}`]);
  });

  test('the first person to acknowledge becomes the owner, and the audit log has it', async () => {
    const request = { requestId: randomUUID(), text: 'I look at it.' };
    const answers = await Promise.all([acknowledge(MANY, request), acknowledge(MANY, request)]);
    for (const { status, body } of answers) {
      assert.equal(status, 200);
      assert.equal(body.alert.acknowledged.by, 'olga');
      assert.equal(body.alert.acknowledged.text, 'I look at it.');
    }
    assert.equal((await actionsOf(MANY)).filter((kind) => kind === 'alert-acknowledged').length, 1);
    const late = await acknowledge(MANY, { requestId: randomUUID() }, ofOther());
    assert.equal(late.status, 409);
    assert.equal(late.body.first.actor, 'olga');
    const reused = await acknowledge(MANY, { ...request, text: 'Another.' });
    assert.equal(reused.status, 422);
    const { body: trail } = await waitUntil(async () => {
      const answer = await one.olga.request(
        'GET',
        `/ops/v1/actions?target=alert&targetId=${MANY}&kind=alert-acknowledged`,
      );
      return answer.body.total === 1 ? answer : undefined;
    });
    assert.equal(trail.actions[0].actor, 'olga');
    assert.deepEqual(trail.actions[0].details, { text: 'I look at it.' });
    const { body: list } = await ofOther().request('GET', '/ops/v1/alerts');
    assert.equal(list.firing - list.unacknowledged, 1);
  });

  test('an alert that was never raised, and an invalid id, are answered as such', async () => {
    assert.equal((await one.olga.request('GET', '/ops/v1/alerts/lag-history')).status, 404);
    const none = await acknowledge('lag-history', { requestId: randomUUID() });
    assert.equal(none.body.type, '/problems/alert-unknown');
    assert.equal((await acknowledge(MANY, {})).status, 400);
    assert.equal((await acknowledge('a.b', { requestId: randomUUID() })).status, 400);
    assert.equal((await one.olga.request('GET', '/ops/v1/alerts?limit=none')).status, 400);
    assert.equal((await fetch(`${one.role.url}/ops/v1/alerts`)).status, 401);
    assert.equal((await fetch(`${one.role.url}/ops/v1/stream`)).status, 401);
  });

  test('a restart raises nothing again', async () => {
    await Promise.all([one.role.restart(), other.restart()]);
    const client = clientOf(one.role.url, OPERATORS.olga);
    const alert = await waitUntil(async () => {
      const found = (await alertsOf(client)).find(({ id }) => id === MANY);
      // Judged again, by the facts of the new process.
      return found?.judgedAt ? found : undefined;
    });
    assert.equal(alert.acknowledged?.by, 'olga');
    assert.equal(await raisesOf(MANY), 1);
  });

  test('an alert clears, and comes back without an owner', async () => {
    one.olga = clientOf(one.role.url, OPERATORS.olga);
    await actOnAll('discarded');
    await waitUntil(async () => (await alertOf(MANY))?.state === 'cleared');
    const cleared = await alertOf(MANY);
    assert.equal(cleared?.acknowledged, null);
    const { body: over } = await acknowledge(MANY, { requestId: randomUUID() });
    assert.equal(over.type, '/problems/acted-before');
    await actOnAll('restored');
    const again = await waitUntil(async () => {
      const found = await alertOf(MANY);
      return found?.state === 'firing' ? found : undefined;
    });
    assert.equal(again.acknowledged, null);
    assert.equal(await raisesOf(MANY), 2);
    await waitUntil(() => {
      const notified = receiver.received.filter(({ notice }) => notice.alert.id === MANY);
      return notified.map(({ notice }) => notice.kind).join() === 'alert-raised,alert-cleared,alert-raised';
    });
  });

  test('when the leader is killed the other continues', async () => {
    const leader = await waitUntil(async () => {
      const holder = await lastMessage(one.link, 'KV_LEASES', '$KV.LEASES.alerts');
      const pid = Number(
        Buffer.from(holder?.bytes ?? [])
          .toString()
          .split(':')[1],
      );
      return [one.role, other].find((role) => role.pid === pid);
    });
    const survivor = leader === other ? one.role : other;
    await leader.kill();
    const client = clientOf(survivor.url, OPERATORS.olga);
    one.olga = client;
    await actOnAll('discarded');
    await waitUntil(async () => (await alertOf(MANY, client))?.state === 'cleared');
    assert.equal((await actionsOf(MANY)).filter((kind) => kind === 'alert-cleared').length, 2);
    await leader.restart();
  });

  test('an alert that a worker reports is shown, and can be acknowledged', async () => {
    const id = 'dead-lettering-paused-history';
    const log = new AlertLog(one.link);
    const writer = { inbox: one.inbox, log, publishTimeoutMs: 5_000, actionRetryMs: 30_000 };
    await appendAlertAction(writer, id, { kind: 'alert-raised', detail: 'no more are made (w1)' });
    const alert = await alertOf(id);
    assert.equal(alert?.rule, null);
    assert.equal(alert?.title, 'Dead-lettering paused');
    assert.equal(alert?.why, 'no more are made (w1)');
    assert.equal((await acknowledge(id, { requestId: randomUUID() })).status, 200);
    await waitUntil(() => receiver.received.some(({ notice }) => notice.alert.id === id));
    const { body } = await one.olga.request('GET', '/ops/v1/alert-rules');
    const rule = body.rules.find(({ name }: { name: string }) => name === 'dead-lettering-paused');
    assert.equal(rule.firing, 1);
    assert.equal(rule.raisedBy, 'worker');
    const many = body.rules.find(({ name }: { name: string }) => name === MANY);
    assert.deepEqual(many.thresholds[0], {
      setting: 'WAYBILL_ALERT_DEAD_LETTERS_MANY',
      value: 4,
      unit: 'count',
    });
    assert.equal(body.rules.find(({ name }: { name: string }) => name === 'lag').on, false);
  });

  test('the live stream shows all alerts, and changes after a break', async () => {
    const open = (headers: Record<string, string> = {}) =>
      openEventSource(`${one.role.url}/ops/v1/stream`, {
        authorization: `Bearer ${OPERATORS.olga}`,
        ...headers,
      });
    const source = await open();
    assert.equal(source.status, 200);
    await waitUntil(() => LIVE_KINDS.every((kind) => source.newest(kind)));
    await source.until('alerts', ({ alerts }) =>
      alerts.some(({ id }: AlertSummary) => id === 'dead-lettering-paused-history'),
    );
    const { data: deadLetters } = await source.until('dead-letters', ({ known }) => known);
    await publish(100, 2);
    await source.until('dead-letters', ({ open: count }) => count === deadLetters.open + 2);
    const { id } = source.messages.at(-1)!;
    source.close();
    await publish(200, 1);
    const again = await open({ 'last-event-id': id });
    await again.until('dead-letters', ({ open: count }) => count === deadLetters.open + 3);
    const began = performance.now();
    await one.role.stop();
    assert.ok(performance.now() - began < 30_000, 'a client does not delay the stop');
    await waitUntil(() => again.ended === 'end');
  });

  test('an alert dropped from memory can be raised again', async () => {
    const writer = {
      inbox: one.inbox,
      log: new AlertLog(one.link, 1),
      publishTimeoutMs: 5_000,
      actionRetryMs: 30_000,
    };
    const raise = (id: string) => appendAlertAction(writer, id, { kind: 'alert-raised', detail: 'again' });
    await raise('forgotten');
    await appendAlertAction(writer, 'forgotten', { kind: 'alert-cleared', detail: 'over' });
    await raise('remembered');
    assert.equal(writer.log.alerts.has('forgotten'), false);
    assert.equal(await raise('forgotten'), true);
    assert.equal(writer.log.alerts.get('forgotten')?.firing, true);
  });

  test('the audit log reads every action', async () => {
    const last = await lastMessage(one.link, 'OPERATIONS', `operations.alert.${MANY}`);
    assert.equal(readOperation(last!)?.target, 'alert');
  });
});
