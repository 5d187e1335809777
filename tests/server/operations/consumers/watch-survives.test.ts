import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import pino from 'pino';
import { apiRequest } from '../../../../adapters/jetstream/connection/api-request.ts';
import type { LagHistory } from '../../../../contracts/ports/lag-history.ts';
import { readSettings } from '../../../../platform/configuration/settings.ts';
import { ConsumerWatch } from '../../../../server/operations/consumers/consumer-watch.ts';
import {
  HeartbeatListener,
  type WorkedOn,
} from '../../../../server/operations/heartbeats/heartbeat-listener.ts';
import { waitUntil } from '../../../engines/condition.ts';
import { startLog, type TestLog } from '../../../engines/log.ts';
import { natsServerBinary } from '../../../engines/nats-server.ts';

const skip = natsServerBinary() ? false : 'no nats-server';

/** Fails where the judging of a round asks it. */
class FaultyHeartbeats extends HeartbeatListener {
  isFaulty = false;
  override workersOn(of: WorkedOn) {
    if (this.isFaulty) throw new TypeError('The heartbeats are broken.');
    return super.workersOn(of);
  }
}

describe('the watch over consumers', { skip }, () => {
  let log: TestLog;
  before(async () => {
    log = await startLog();
    await apiRequest(log.link, 'CONSUMER.CREATE.EVENTS-1-0.c', {
      stream_name: 'EVENTS-1-0',
      config: { name: 'c', durable_name: 'c', ack_policy: 'explicit' },
      action: 'create',
    });
  });
  after(() => log?.stop());

  test('an error while a round is judged ends no later round, and is reported', async () => {
    const lines: string[] = [];
    const heartbeats = new FaultyHeartbeats(log.link);
    const watch = new ConsumerWatch({
      link: log.link,
      heartbeats,
      history: { addRound: async () => {} } as unknown as LagHistory,
      settings: { ...readSettings({}), consumerSnapshotMs: 100 },
      logger: pino({}, { write: (line: string) => void lines.push(line) }),
      onRound: async () => {},
    });
    await waitUntil(() => watch.failing === undefined, { what: 'a first round' });
    heartbeats.isFaulty = true;
    await waitUntil(() => watch.failing?.why === 'The heartbeats are broken.', { what: 'a failed round' });
    heartbeats.isFaulty = false;
    await waitUntil(() => watch.failing === undefined, { what: 'a round after it' });
    assert.equal(watch.allWatched().length, 1);
    assert.equal(lines.filter((line) => line.includes('the consumers could not be read')).length, 1);
    await watch.close();
    heartbeats.close();
  });
});
