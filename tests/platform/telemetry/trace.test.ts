import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { waitUntil } from '../../engines/condition.ts';
import { natsServerBinary } from '../../engines/nats-server.ts';
import { type ReplayBed, startReplayBed } from '../../server/operations/replay-bed.ts';
import { type OtlpReceiver, type ReceivedSpan, startOtlpReceiver } from './otlp-receiver.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const CLIENT_SPAN = '00f067aa0ba902b7';
const SECRET = 'planted-payload-9f2c';
const KEY = 'planted-key-31d0';
const SERVER = 2;
const CLIENT = 3;
const PRODUCER = 4;
const CONSUMER = 5;

describe('a trace from HTTP to the store, across a retry, a dead letter and its replay', {
  skip: natsServerBinary() ? false : 'no nats-server',
}, () => {
  let receiver: OtlpReceiver;
  let bed: ReplayBed;

  before(async () => {
    receiver = await startOtlpReceiver();
    bed = await startReplayBed({
      WAYBILL_PARTITIONS: '1',
      WAYBILL_RETRY_SCHEDULE: '100ms',
      WAYBILL_BUG_ATTEMPTS: '2',
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      OTEL_EXPORTER_OTLP_HEADERS: 'x-collector-key=a%20key',
      OTEL_METRIC_EXPORT_INTERVAL: '200',
      WAYBILL_TRACE_FLUSH_MS: '20',
      WAYBILL_TRACE_SAMPLE_RATIO: '0',
      WAYBILL_TRACE_SLOW_MS: '3600000',
    });
  });
  after(async () => {
    await bed?.stop();
    await receiver?.stop();
  });

  const post = (text: string, headers: Record<string, string>) =>
    bed.pipeline.alice.request('POST', '/v1/channels/traced/messages', { text }, headers);
  const spansOf = (traceId: string) => receiver.spans.filter((span) => span.traceId === traceId);
  const correlated = (id: string) =>
    receiver.spans.filter(({ attributes }) => attributes['messaging.message.conversation_id'] === id);

  test('is one trace, with every span in its place', async () => {
    const sent = await post(`throw ${SECRET}`, {
      traceparent: `00-${TRACE}-${CLIENT_SPAN}-01`,
      tracestate: 'congo=t61rcWkgMzE',
      'x-correlation-id': 'correlation-1',
      'idempotency-key': `"${KEY}"`,
    });
    assert.equal(sent.status, 202);
    const { commandId, position } = sent.body;
    await bed.pipeline.alice.status(commandId, 'dead_lettered');
    bed.setFaults('off');
    const deadLetterId = `history.${position}`;
    const created = await waitUntil(
      async () => {
        const answer = await bed.ops('POST', '/replays', {
          ids: [deadLetterId],
          requestId: 'replay-1',
          reason: SECRET,
        });
        return answer.status < 300 ? answer : undefined;
      },
      { what: 'the replay to be created' },
    );
    await bed.pipeline.alice.status(commandId, 'applied', 'replayed');

    const spans = await waitUntil(
      () => {
        const found = spansOf(TRACE);
        return found.some(({ name }) => name === 'apply history') && found.length >= 9 ? found : undefined;
      },
      { what: 'the spans' },
    );
    const child = (parent: string, name: string): ReceivedSpan => {
      const found = spans.filter((span) => span.parentSpanId === parent && span.name === name);
      assert.equal(
        found.length,
        1,
        `${name} under ${parent}: ${JSON.stringify(spans.map((s) => [s.name, s.spanId, s.parentSpanId]))}`,
      );
      return found[0]!;
    };
    const receive = child(CLIENT_SPAN, 'POST /v1/channels/:channelId/messages');
    const publish = child(receive.spanId, 'publish events.*.channel.*.message-sent');
    const first = child(publish.spanId, 'process events.*.channel.*.message-sent');
    const retry = child(first.spanId, 'publish scheduled-retries.*.message-sent.*');
    const second = child(retry.spanId, 'process retries.*.message-sent.*');
    const deadLetter = child(second.spanId, 'publish dead-letters.history.message-sent.*');
    const replay = child(deadLetter.spanId, 'publish retries.*.message-sent.*');
    const third = child(replay.spanId, 'process retries.*.message-sent.*');
    const store = child(third.spanId, 'apply history');
    assert.equal(spans.length, 9);

    assert.deepEqual(
      [receive, publish, first, retry, second, deadLetter, replay, third, store].map(({ kind }) => kind),
      [SERVER, PRODUCER, CONSUMER, PRODUCER, CONSUMER, PRODUCER, PRODUCER, CONSUMER, CLIENT],
    );
    assert.deepEqual(
      [receive, first, replay].map(({ service }) => service),
      ['waybill-gateway', 'waybill-worker-history', 'waybill-operations'],
    );
    for (const span of spans) {
      assert.equal(span.traceState, 'congo=t61rcWkgMzE', span.name);
      assert.ok(span.endedAt >= span.beganAt, span.name);
    }
    for (const span of [publish, first, retry, second, deadLetter, replay, third]) {
      assert.equal(span.attributes['messaging.system'], 'nats');
      assert.equal(span.attributes['messaging.message.id'], commandId);
      assert.equal(span.attributes['messaging.message.conversation_id'], 'correlation-1');
    }
    assert.deepEqual(
      [first, second, third].map(({ isError }) => isError),
      [true, true, false],
    );
    assert.equal(first.attributes['error.type'], 'handler-error');
    assert.deepEqual(
      [first, second, third].map(({ attributes }) => attributes['waybill.attempt']),
      [1, 2, 3],
    );
    assert.equal(first.attributes['messaging.destination.name'], 'EVENTS-1-0');
    assert.equal(publish.attributes['messaging.operation.type'], 'send');
    assert.equal(store.attributes['db.system.name'], 'sqlite');
    const origin = { traceId: TRACE, spanId: publish.spanId };
    for (const span of [second, replay, third]) assert.deepEqual(span.links, [origin], span.name);
    assert.equal(replay.attributes['waybill.replay.id'], created.body.replayId);
    assert.equal(receiver.headers[0]!['x-collector-key'], 'a key');
  });

  test('a repetition refers to the same event, and publishes nothing', async () => {
    const repeated = await post(`throw ${SECRET}`, {
      traceparent: `00-${TRACE.replaceAll('4', '5')}-${CLIENT_SPAN}-01`,
      'idempotency-key': `"${KEY}"`,
    });
    assert.equal(repeated.headers.get('idempotency-replayed'), 'true');
    const spans = await waitUntil(() => {
      const found = spansOf(TRACE.replaceAll('4', '5'));
      return found.length > 0 ? found : undefined;
    });
    assert.deepEqual(
      spans.map(({ name, attributes }) => [name, attributes['waybill.repeated']]),
      [['POST /v1/channels/:channelId/messages', true]],
    );
  });

  test('without a sampled parent, and at ratio 0, only failures are kept, and everything that follows them', async () => {
    bed.setFaults('on');
    const quiet = await post('a quiet one', { 'x-correlation-id': 'correlation-quiet' });
    const unsampled = await post('another', {
      'x-correlation-id': 'correlation-unsampled',
      traceparent: `00-${TRACE.replaceAll('4', '6')}-${CLIENT_SPAN}-00`,
    });
    const failing = await post('transient 1', { 'x-correlation-id': 'correlation-failing' });
    for (const { body } of [quiet, unsampled, failing])
      await bed.pipeline.alice.status(body.commandId, 'applied');
    const spans = await waitUntil(
      () => {
        const found = correlated('correlation-failing');
        return found.length >= 3 ? found : undefined;
      },
      { what: 'the spans of the failure' },
    );
    assert.deepEqual(spans.map(({ name }) => name).sort(), [
      'process events.*.channel.*.message-sent',
      'process retries.*.message-sent.*',
      'publish scheduled-retries.*.message-sent.*',
    ]);
    assert.equal(new Set(spans.map(({ traceId }) => traceId)).size, 1);
    assert.deepEqual(correlated('correlation-quiet'), []);
    assert.deepEqual(correlated('correlation-unsampled'), []);
  });

  test('metrics are exported too', async () => {
    const value = (name: string, attributes: Record<string, string>) =>
      receiver.points.findLast(
        (point) =>
          point.name === name &&
          Object.entries(attributes).every(([key, of]) => point.attributes[key] === of),
      )?.value;
    await waitUntil(() => value('waybill.events.moved', { to: 'dead-letter' }) === 1, {
      what: 'the dead letter',
    });
    await waitUntil(() => (value('waybill.events.applied', { projection: 'history' }) ?? 0) >= 4);
    await waitUntil(
      () => (value('waybill.commands', { command: 'send-message', outcome: 'accepted' }) ?? 0) >= 4,
    );
    assert.equal(value('waybill.commands', { command: 'send-message', outcome: 'repeated' }), 1);
    assert.equal(value('waybill.apply.failures', { class: 'bug', code: 'handler-error' }), 2);
    assert.equal(value('waybill.circuit.state', { state: 'closed' }), 1);
  });

  test('exports contain no payloads and no callers', () => {
    const text = receiver.received();
    assert.ok(text.length > 10_000);
    for (const planted of [SECRET, KEY, 'alice', 'olga', 'a quiet one', 'Cannot read properties'])
      assert.ok(!text.includes(planted), `${planted} was exported`);
  });
});
