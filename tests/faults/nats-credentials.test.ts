import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { clientOf } from '../engines/client.ts';
import { waitUntil } from '../engines/condition.ts';
import { freePort } from '../engines/free-port.ts';
import { makeOperator } from '../engines/nats-identities.ts';
import { natsServerBinary, startNatsServer, type TestNatsServer } from '../engines/nats-server.ts';
import { startRole, type TestRole } from '../engines/role.ts';
import { temporaryFolder } from '../engines/temporary-folder.ts';
import { startWaybill } from '../engines/waybill.ts';

const skip = natsServerBinary() ? false : 'no nats-server';
const KEY = 'marker-api-key-5d1c8e';
const OPERATOR_KEY = 'marker-operator-key-71ff';
const MARKERS = ['marker-url-2f6a%40b', 'marker-url-2f6a@b', 'marker-hook-90aa', 'marker-export-3e1b'];

const operator = makeOperator();
const expired = operator.credentials({ lastsS: -60 });
const right = operator.credentials();
/** The JWTs and seeds of both. */
const parts = [expired, right].flatMap((file) => file.match(/^(eyJ|SU)\S+$/gm) ?? []);

describe('a NATS server that refuses Waybill’s credentials', { skip }, () => {
  const folder = temporaryFolder('nats-credentials');
  const creds = join(folder.path, 'waybill.creds');
  let nats: TestNatsServer;
  before(async () => {
    nats = await startNatsServer({ extraConfig: operator.config, guarded: true });
  });
  after(async () => {
    await nats?.stop();
    folder.remove();
  });

  const environment = () => ({
    NATS_URL: `nats://waybill:marker-url-2f6a%40b@127.0.0.1:${nats.port}`,
    NATS_CREDS: creds,
    WAYBILL_DATA_DIR: join(folder.path, 'data'),
    WAYBILL_API_KEYS: `alice:${KEY}`,
    WAYBILL_OPERATOR_KEYS: `olga:${OPERATOR_KEY}`,
    WAYBILL_ALERT_WEBHOOK_URL: 'http://waybill:marker-hook-90aa@127.0.0.1:1/hook',
    WAYBILL_LOG_LEVEL: 'debug',
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1',
    OTEL_EXPORTER_OTLP_HEADERS: 'authorization=marker-export-3e1b',
  });

  const read = async (url: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(url, { headers });
    return { status: answer.status, text: await answer.text() };
  };

  test('it is named by readiness, answers and logs; credentials that are right again are used without a restart; no secret is shown', async () => {
    writeFileSync(creds, expired);
    const outputs: string[] = [];
    const roles: TestRole[] = await Promise.all(
      ['gateway', 'operations', 'worker:history'].map(async (name) =>
        startRole(name, { ...environment(), WAYBILL_GATEWAY_PORT: String(await freePort()) }),
      ),
    );
    const [gateway, operations, worker] = roles as [TestRole, TestRole, TestRole];
    const healthOf = (role: TestRole) => /"health":"([^"]+)"/.exec(role.log())?.[1] ?? role.url;
    const metricsOf = (role: TestRole) => /"metrics":"([^"]+)"/.exec(role.log())?.[1];
    try {
      const alice = clientOf(gateway.url, KEY);
      const asOperator = { authorization: `Bearer ${OPERATOR_KEY}` };
      for (const role of roles) {
        await waitUntil(
          async () => {
            const { status, text } = await read(`${new URL(healthOf(role)).origin}/health/ready`);
            outputs.push(text);
            return status === 503 && text.includes('NATS refuses Waybill’s credentials');
          },
          { timeoutMs: 30_000, what: 'a role to say that NATS refuses its credentials' },
        );
        assert.match(role.log(), /NATS refuses Waybill’s credentials \(/);
      }
      const command = await alice.request('POST', '/v1/channels/general/messages', { text: 'Hello' });
      assert.equal(command.status, 503, JSON.stringify(command.body));
      assert.match(JSON.stringify(command.body), /NATS refuses Waybill’s credentials/);
      outputs.push(JSON.stringify(command.body));
      for (const path of [
        'alerts',
        'consumers',
        'overview',
        'dead-letters',
        'reconciliation/history',
        'actions',
      ])
        outputs.push((await read(`${operations.url}/ops/v1/${path}`, asOperator)).text);

      writeFileSync(creds, right);
      await waitUntil(async () => (await read(`${gateway.url}/health/ready`)).status === 200, {
        timeoutMs: 30_000,
        what: 'the gateway to be ready',
      });
      const accepted = await alice.request('POST', '/v1/channels/general/messages', { text: 'Hello' });
      assert.equal(accepted.status, 202, JSON.stringify(accepted.body));
      const isApplied = async () => {
        const { body } = await alice.request('GET', `/v1/commands/${accepted.body.commandId}`);
        return body.state === 'applied';
      };
      await waitUntil(isApplied, { timeoutMs: 30_000, what: 'the command to be applied' });
      const alerts = await waitUntil(
        async () => {
          const { status, text } = await read(`${operations.url}/ops/v1/alerts`, asOperator);
          return status === 200 ? text : undefined;
        },
        { timeoutMs: 30_000, what: 'the alerts' },
      );
      assert.match(alerts, /"host":"127\.0\.0\.1:1"/);
      outputs.push(alerts);
      for (const path of [
        'consumers',
        'overview',
        'dead-letters',
        'reconciliation/history',
        'actions',
        'changes',
      ])
        outputs.push((await read(`${operations.url}/ops/v1/${path}`, asOperator)).text);
      for (const role of roles) {
        const metrics = metricsOf(role);
        if (metrics) outputs.push((await read(metrics)).text);
        if (existsSync('/proc/self/cmdline')) outputs.push(readFileSync(`/proc/${role.pid}/cmdline`, 'utf8'));
      }
      await waitUntil(() => /exports fail/.test(gateway.log()), {
        timeoutMs: 30_000,
        what: 'a failed export',
      });
      assert.ok(worker.log().length > 0);
    } finally {
      await Promise.all(roles.map((role) => role.stop()));
    }
    for (const output of [...outputs, ...roles.map((role) => role.log())])
      for (const secret of [...MARKERS, KEY, OPERATOR_KEY, ...parts])
        assert.ok(!output.includes(secret), `${secret} in ${output.slice(0, 2_000)}`);
  });

  test('the start names it, goes on once they are right, and shows no login', async () => {
    writeFileSync(creds, expired);
    const dataDir = join(folder.path, 'started');
    const log = join(dataDir, 'logs', 'gateway.log');
    const starting = startWaybill({
      env: { ...environment(), WAYBILL_DATA_DIR: dataDir },
      args: ['--roles', 'gateway'],
    });
    starting.catch(() => {});
    await waitUntil(() => existsSync(log) && readFileSync(log, 'utf8').includes('NATS refuses'), {
      timeoutMs: 40_000,
      what: 'the gateway’s log to say that NATS refuses its credentials',
    });
    writeFileSync(creds, right);
    const waybill = await starting;
    try {
      assert.match(waybill.output(), /NATS refuses Waybill’s credentials \(.*\)\. Waybill tries again\./);
      assert.equal(waybill.nats, `nats://127.0.0.1:${nats.port}`);
      assert.equal(waybill.apiKey, undefined, 'a configured key is in the report');
      const shown = `${waybill.output()}${readFileSync(log, 'utf8')}`;
      for (const secret of [...MARKERS, ...parts]) assert.ok(!shown.includes(secret), secret);
    } finally {
      await waybill.stop();
    }
  });
});
