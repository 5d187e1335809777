import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { connect, type NatsConnection } from 'nats';
import type { NatsLink } from '../../../adapters/jetstream/connection/nats-link.ts';
import { findDeadLetter } from '../../../adapters/jetstream/records/dead-letters.ts';
import { waitUntil } from '../../engines/condition.ts';
import { openTestLink, type TestLink } from '../../engines/log.ts';
import { natsServerBinary } from '../../engines/nats-server.ts';
import { startPipeline, type TestPipeline } from '../../engines/pipeline.ts';
import { startRole, type TestRole } from '../../engines/role.ts';

const skip = natsServerBinary() ? false : 'no nats-server';

describe('events that the server reports', { skip }, () => {
  let pipeline: TestPipeline;
  let operations: TestRole;
  let ownLink: TestLink;
  let link: NatsLink;
  let connection: NatsConnection;

  before(async () => {
    pipeline = await startPipeline({ environment: { WAYBILL_PARTITIONS: '1' } });
    operations = await startRole('operations', { ...pipeline.environment, WAYBILL_OPERATIONS_PORT: '0' });
    connection = await connect({ servers: pipeline.nats.url });
    ownLink = await openTestLink(pipeline.nats.url);
    ({ link } = ownLink);
  });
  after(async () => {
    await connection?.close();
    await ownLink?.close();
    await operations?.kill();
    await pipeline?.stop();
  });

  const deadLetterOf = (consumer: string, position: string) =>
    waitUntil(() => findDeadLetter(link, consumer, 'message-sent', position));

  async function foreignConsumer(name: string, config: object) {
    const manager = await connection.jetstreamManager();
    await manager.consumers.add('EVENTS-1-0', {
      durable_name: name,
      ack_policy: 'explicit' as never,
      ...config,
    });
    return connection.jetstream({ timeout: 60_000 }).consumers.get('EVENTS-1-0', name);
  }

  test('an event that a client ended without a reason becomes a dead letter, complete', async () => {
    const { body } = await pipeline.alice.send('reported', 'ended by hand');
    const consumer = await foreignConsumer('exports', {});
    const message = await consumer.next({ expires: 5_000 });
    message?.term('by hand');
    const deadLetter = await deadLetterOf('exports', body.position);
    assert.equal(deadLetter.failureClass, 'reported');
    assert.equal(deadLetter.code, 'terminated');
    assert.match(deadLetter.message, /a client ended the event at the consumer exports \(by hand\)/);
    assert.equal(deadLetter.eventId, body.commandId);
    assert.equal(JSON.parse(Buffer.from(deadLetter.bytes).toString()).data.text, 'ended by hand');
  });

  test('an event that the server abandoned becomes a dead letter too', async () => {
    const { body } = await pipeline.alice.send('reported', 'never answered');
    const consumer = await foreignConsumer('mailer', { max_deliver: 2, ack_wait: 300_000_000 });
    for (let given = 0; given < 7; given += 1) await consumer.next({ expires: 1_000 });
    const deadLetter = await deadLetterOf('mailer', body.position);
    assert.equal(deadLetter.code, 'max-deliveries');
    assert.equal(deadLetter.attempts, 2);
  });

  test('an event that the worker dead-lettered stays one dead letter', async () => {
    const subject = 'events.1-0.channel.reported.message-sent';
    const ack = await connection
      .jetstream({ timeout: 60_000 })
      .publish(subject, new TextEncoder().encode('not an event'));
    const deadLetter = await deadLetterOf('history', `1-0-${ack.seq}`);
    assert.equal(deadLetter.code, 'undecodable');
    const info = async () => {
      const manager = await connection.jetstreamManager();
      return manager.consumers.info('ADVISORIES', 'safety-net');
    };
    await waitUntil(async () => {
      const { num_pending, num_ack_pending, delivered } = await info();
      return delivered.stream_seq > 0 && num_pending + num_ack_pending === 0;
    });
    const again = await findDeadLetter(link, 'history', 'message-sent', `1-0-${ack.seq}`);
    assert.equal(again?.code, 'undecodable');
  });
});
