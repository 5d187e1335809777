import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { settingsTable, unknownSettings } from '../../../platform/configuration/settings.ts';
import { describeUnknown } from '../../../platform/configuration/unknown-settings.ts';
import { natsServerBinary } from '../../engines/nats-server.ts';
import { startRole } from '../../engines/role.ts';
import { temporaryFolder } from '../../engines/temporary-folder.ts';
import { startWaybill } from '../../engines/waybill.ts';

const skip = natsServerBinary() ? false : 'no nats-server';

test('a variable that is no setting is named with the nearest setting', () => {
  const environment = {
    WAYBILL_GATEWAY_PROT: '7400',
    waybill_stores: 'history:sqlite',
    WAYBILL_RETENTION_HOURS: '3',
    WAYBILL_EMPTY: '',
    WAYBILL_CACHE_DIR: '/cache',
    WAYBILL_GATEWAY_PORT: '7400',
    PATH: '/bin',
  };
  assert.deepEqual(unknownSettings(environment), [
    { variable: 'WAYBILL_GATEWAY_PROT', nearest: 'WAYBILL_GATEWAY_PORT' },
    { variable: 'WAYBILL_RETENTION_HOURS', nearest: 'WAYBILL_RETENTION_DAYS' },
    { variable: 'waybill_stores', nearest: 'WAYBILL_STORES' },
  ]);
  const all = Object.fromEntries(Object.values(settingsTable).map(({ variable }) => [variable, 'x']));
  assert.deepEqual(unknownSettings(all), []);
});

const sentence = describeUnknown({ variable: 'WAYBILL_LOG_LEVLE', nearest: 'WAYBILL_LOG_LEVEL' });

test('npm start warns once, and the roles that it starts repeat nothing', { skip }, async (t) => {
  const waybill = await startWaybill({
    args: ['--roles', 'nats,gateway'],
    env: { WAYBILL_LOG_LEVLE: 'debug' },
  });
  t.after(waybill.stop);
  assert.equal(waybill.output().split(sentence).length, 2, waybill.output());
  const log = readFileSync(join(waybill.dataDir, 'logs', 'gateway.log'), 'utf8');
  assert.match(log, /"ready"/);
  assert.doesNotMatch(log, /WAYBILL_LOG_LEVLE/);
});

test('a role that is started alone warns in its log', { skip }, async (t) => {
  const folder = temporaryFolder('unknown-settings');
  t.after(folder.remove);
  const role = await startRole('gateway', {
    NATS_URL: 'nats://127.0.0.1:1',
    WAYBILL_GATEWAY_PORT: '0',
    WAYBILL_DATA_DIR: folder.path,
    WAYBILL_LOG_LEVLE: 'debug',
  });
  t.after(role.kill);
  assert.ok(role.log().includes(sentence), role.log());
});
