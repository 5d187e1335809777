import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, afterEach, before, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { AckInbox } from '../../../../adapters/jetstream/connection/ack-inbox.ts';
import { LogUnavailable } from '../../../../adapters/jetstream/connection/log-unavailable.ts';
import type { NatsLink } from '../../../../adapters/jetstream/connection/nats-link.ts';
import type { AlertAction } from '../../../../contracts/operation.ts';
import { webhookTargetOf } from '../../../../platform/configuration/webhook-target.ts';
import { AlertLog } from '../../../../server/operations/alerts/alert-log.ts';
import { appendAlertAction } from '../../../../server/operations/alerts/append-alert-action.ts';
import {
  WebhookNotifier,
  type WebhookOptions,
} from '../../../../server/operations/alerts/webhook/notify-webhook.ts';
import { waitUntil } from '../../../engines/condition.ts';
import { freePort } from '../../../engines/free-port.ts';
import { startLog, type TestLog } from '../../../engines/log.ts';
import { natsServerBinary } from '../../../engines/nats-server.ts';
import { defaultRules } from './facts.ts';
import { startReceiver, type WebhookReceiver } from './webhook-receiver.ts';

const skip = natsServerBinary() ? false : 'no nats-server';

describe('the webhook of the alerts', { skip }, () => {
  let running: TestLog;
  let link: NatsLink;
  let inbox: AckInbox;
  let receiver: WebhookReceiver;
  let alerts = 0;
  const tellers = new Set<WebhookNotifier>();

  before(async () => {
    running = await startLog();
    ({ link, inbox } = running);
    receiver = await startReceiver();
  });

  after(async () => {
    await receiver?.stop();
    await running?.stop();
  });

  afterEach(async () => {
    await Promise.all([...tellers].map((each) => each.stop()));
    tellers.clear();
    receiver.answer = (response) => response.writeHead(204).end();
    receiver.received.length = 0;
  });

  const writerNow = async () => {
    const log = new AlertLog(link);
    await log.catchUp();
    return { inbox, log, publishTimeoutMs: 2_000, actionRetryMs: 30_000 };
  };

  /** Notifies as the leading operations service does, by what the log holds. */
  async function notifier(options: Partial<WebhookOptions> = {}) {
    const notifying = new WebhookNotifier({
      writer: await writerNow(),
      rules: defaultRules(),
      environmentName: 'test',
      consoleUrl: 'http://console.example:7401',
      ...webhookTargetOf(receiver.url),
      secret: 'a-secret-of-16-or-more',
      timeoutMs: 2_000,
      retryMaxMs: 50,
      giveUpMs: 60_000,
      leads: () => true,
      onFailure: (error) => assert.fail(String(error)),
      ...options,
    });
    tellers.add(notifying);
    return { notifying };
  }

  const newAlert = () => `lag-test-${++alerts}`;

  async function action(alert: string, ...actions: AlertAction[]) {
    const writer = await writerNow();
    for (const each of actions) assert.ok(await appendAlertAction(writer, alert, each));
  }

  const raised = (detail = 'It is 12,000 events behind.'): AlertAction => ({
    kind: 'alert-raised',
    detail,
    rule: 'lag',
    severity: 'warning',
    subject: { kind: 'projection', name: 'history' },
    affected: ['EVENTS-1-0/history-0123456789'],
  });
  const cleared: AlertAction = { kind: 'alert-cleared', detail: 'The problem has been absent for 1 min.' };

  const notifiedOf = async (alert: string) => {
    const { log } = await writerNow();
    return (log.alerts.get(alert)?.timeline ?? [])
      .filter(({ kind }) => kind === 'alert-notified')
      .map(({ detail }) => detail);
  };
  const received = (alert: string) => receiver.received.filter(({ notice }) => notice.alert.id === alert);

  /** `notifiedOf` reads the log separately, and may be ahead of the notifier's reading of its own record. */
  const nothingWaits = (notifying: WebhookNotifier) => waitUntil(() => notifying.status().waiting === 0);

  test('an error of one look ends no later look, and an error of one notice is tried again', async () => {
    const alert = newAlert();
    await action(alert, raised());
    const failures: unknown[] = [];
    let looks = 0;
    const rules = defaultRules();
    const faulty = new Proxy(rules, {
      get(target, name) {
        if (failures.length < 2) throw new TypeError('The rules are broken.');
        return Reflect.get(target, name);
      },
    });
    await notifier({
      rules: faulty,
      onFailure: (error) => void failures.push(error),
      leads() {
        looks += 1;
        if (looks === 1) throw new TypeError('The lease is broken.');
        return true;
      },
    });
    await waitUntil(async () => (await notifiedOf(alert)).length === 1);
    assert.deepEqual(failures.map(String), [
      'TypeError: The lease is broken.',
      'TypeError: The rules are broken.',
    ]);
    assert.deepEqual(await notifiedOf(alert), ['delivered: after 2 attempts']);
  });

  test('an alert is notified when it is raised and when it clears, in order, signed, with a link and an id', async () => {
    const alert = newAlert();
    await action(alert, raised(), cleared);
    await notifier();
    await waitUntil(async () => (await notifiedOf(alert)).length === 2);
    const [first, second] = received(alert);
    assert.equal(received(alert).length, 2);
    assert.deepEqual([first?.notice.kind, second?.notice.kind], ['alert-raised', 'alert-cleared']);
    for (const { headers, raw, notice } of received(alert)) {
      const signature = createHmac('sha256', 'a-secret-of-16-or-more').update(raw).digest('hex');
      assert.equal(headers['waybill-signature'], `sha256=${signature}`);
      assert.equal(headers['idempotency-key'], `"${notice.id}"`);
      assert.equal(headers['content-type'], 'application/json');
      assert.equal(notice.link, `http://console.example:7401/alerts/${alert}`);
      assert.equal(notice.runbook, 'docs/alerts.md#lag');
      assert.equal(notice.environment, 'test');
    }
    assert.notEqual(first?.notice.id, second?.notice.id);
    assert.equal(first?.notice.detail, 'It is 12,000 events behind.');
    assert.deepEqual(await notifiedOf(alert), ['delivered: after 1 attempt', 'delivered: after 1 attempt']);
  });

  test('the next process does not repeat a notice', async () => {
    const alert = newAlert();
    await action(alert, raised());
    const { notifying } = await notifier();
    await waitUntil(async () => (await notifiedOf(alert)).length === 1);
    await notifying.stop();
    const other = newAlert();
    await action(other, raised());
    await notifier();
    await waitUntil(async () => (await notifiedOf(other)).length === 1);
    assert.equal(received(alert).length, 1);
  });

  test('a receiver that was down is notified once it is up', async () => {
    const alert = newAlert();
    await action(alert, raised());
    const port = await freePort();
    const { notifying } = await notifier(webhookTargetOf(`http://127.0.0.1:${port}/late`));
    const status = await waitUntil(() => {
      const now = notifying.status();
      return now.lastFailure && now.lastFailure.attempts > 1 ? now : undefined;
    });
    assert.match(status.lastFailure?.why ?? '', /could not be reached \(ECONNREFUSED\)/);
    assert.equal(status.waiting, 1);
    assert.deepEqual(await notifiedOf(alert), []);
    const late = await startReceiver(port);
    try {
      await waitUntil(async () => (await notifiedOf(alert)).length === 1);
      assert.equal(late.received.length, 1);
      assert.equal(notifying.status().lastFailure, null);
      await nothingWaits(notifying);
    } finally {
      await late.stop();
    }
  });

  test('a failing one, then a slow one, is retried under the same id', async () => {
    const alert = newAlert();
    await action(alert, raised());
    const answers: WebhookReceiver['answer'][] = [
      (response) => response.writeHead(500).end('x'.repeat(100_000)),
      (response) => response.writeHead(404).end(),
      // It takes the request, and never answers.
      () => {},
    ];
    receiver.answer = (response) => {
      const next = answers.shift();
      if (next) next(response);
      else response.writeHead(200).end();
    };
    await notifier({ timeoutMs: 1_000 });
    await waitUntil(async () => (await notifiedOf(alert)).length === 1);
    assert.equal(received(alert).length, 4);
    assert.equal(new Set(received(alert).map(({ headers }) => headers['idempotency-key'])).size, 1);
    assert.deepEqual(await notifiedOf(alert), ['delivered: after 4 attempts']);
  });

  test('a redirect is not followed', async () => {
    const alert = newAlert();
    await action(alert, raised());
    const elsewhere = await startReceiver();
    try {
      receiver.answer = (response) => response.writeHead(307, { location: elsewhere.url }).end();
      const { notifying } = await notifier();
      const { lastFailure } = await waitUntil(() => {
        const now = notifying.status();
        return now.lastFailure && now.lastFailure.attempts > 1 ? now : undefined;
      });
      assert.match(lastFailure?.why ?? '', /307. Redirects are not followed/);
      assert.deepEqual(elsewhere.received, []);
      assert.deepEqual(await notifiedOf(alert), []);
      receiver.answer = (response) => response.writeHead(204).end();
      await waitUntil(async () => (await notifiedOf(alert)).length === 1);
    } finally {
      await elsewhere.stop();
    }
  });

  test('a process that dies between the answer and its record repeats the notice under the same id', async () => {
    const alert = newAlert();
    await action(alert, raised());
    // Its actions no longer reach the log, as if it had been killed after the answer.
    const gone = { publish: () => Promise.reject(new LogUnavailable('gone')) } as unknown as AckInbox;
    const writer = { ...(await writerNow()), inbox: gone };
    const { notifying: dying } = await notifier({ writer, secret: '' });
    await waitUntil(() => received(alert).length === 1);
    await dying.stop();
    assert.deepEqual(await notifiedOf(alert), []);
    await notifier();
    await waitUntil(async () => (await notifiedOf(alert)).length === 1);
    assert.equal(received(alert).length, 2);
    assert.equal(new Set(received(alert).map(({ notice }) => notice.id)).size, 1);
    assert.equal(received(alert)[0]?.headers['waybill-signature'], undefined, 'no secret, no signature');
  });

  test('after a limit it is given up, which the alert says, and later notices are sent', async () => {
    const alert = newAlert();
    await action(alert, raised());
    receiver.answer = (response) => response.writeHead(500).end();
    await notifier({ giveUpMs: 300 });
    await waitUntil(async () => (await notifiedOf(alert)).length === 1);
    assert.deepEqual(await notifiedOf(alert), ['given-up: The receiver answered 500.']);
    receiver.answer = (response) => response.writeHead(204).end();
    await action(alert, cleared);
    const { notifying } = await notifier();
    await waitUntil(async () => (await notifiedOf(alert)).length === 2);
    await nothingWaits(notifying);
  });

  test('a new webhook is notified of firing alerts, not of past ones', async () => {
    const [was, fires] = [newAlert(), newAlert()];
    await action(was, raised(), cleared);
    await action(fires, raised('before'), cleared, raised('now'));
    await pause(120);
    // Older than the retry limit.
    const { notifying } = await notifier({ giveUpMs: 100 });
    await waitUntil(async () => (await notifiedOf(fires)).length === 1);
    assert.deepEqual(
      received(fires).map(({ notice }) => notice.detail),
      ['now'],
    );
    assert.equal(received(was).length, 0);
    await nothingWaits(notifying);
  });

  test('a process that does not lead notifies nobody', async () => {
    const alert = newAlert();
    await action(alert, raised());
    let leads = false;
    await notifier({ leads: () => leads });
    await pause(600);
    assert.equal(received(alert).length, 0);
    leads = true;
    await waitUntil(() => received(alert).length === 1);
  });

  test('user and password of the URL are sent as Basic; refused ones are reported as that until they are right', async () => {
    const alert = newAlert();
    await action(alert, raised());
    const password = 'p/a?s#s@w:ö,r%d';
    const right = `Basic ${Buffer.from(`waybill:${password}`).toString('base64')}`;
    let expected = 'Basic another';
    receiver.answer = (response) =>
      response.writeHead(response.req.headers.authorization === expected ? 204 : 401).end();
    const url = receiver.url.replace('://', `://waybill:${encodeURIComponent(password)}@`);
    const { notifying } = await notifier(webhookTargetOf(url));
    const { lastFailure } = await waitUntil(() => {
      const now = notifying.status();
      return now.lastFailure ? now : undefined;
    });
    assert.equal(
      lastFailure?.why,
      'The receiver refuses the user and password of WAYBILL_ALERT_WEBHOOK_URL (401).',
    );
    assert.doesNotMatch(JSON.stringify(notifying.status()), /p\/a|p%2Fa|s3cret/);
    expected = right;
    await waitUntil(async () => (await notifiedOf(alert)).length === 1);
    assert.equal(received(alert).at(-1)?.headers.authorization, right);
    assert.equal(received(alert).at(-1)?.path, '/hook?token=s3cret');
    await nothingWaits(notifying);
  });

  test('a receiver that requires a login is reported as that', async () => {
    const alert = newAlert();
    await action(alert, raised());
    receiver.answer = (response) => response.writeHead(401).end();
    const { notifying } = await notifier();
    const status = await waitUntil(() => {
      const now = notifying.status();
      return now.lastFailure ? now : undefined;
    });
    assert.match(status.lastFailure?.why ?? '', /^The receiver requires authentication/);
    receiver.answer = (response) => response.writeHead(204).end();
    await waitUntil(async () => (await notifiedOf(alert)).length === 1);
    await nothingWaits(notifying);
  });

  test('its status names the host, and no path or token', async () => {
    const { notifying } = await notifier();
    const status = notifying.status();
    assert.equal(status.host, `127.0.0.1:${receiver.port}`);
    assert.doesNotMatch(JSON.stringify(status), /s3cret|hook/);
  });
});
