import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { encodeClaimed, encodeEvent } from '../../../adapters/jetstream/publish/encode-event.ts';
import { decodeEvent } from '../../../contracts/event.ts';
import { sendMessage } from '../../../domain/chat/send-message/command.ts';
import { CommandTrace } from '../../../platform/telemetry/commands/command-trace.ts';
import { readContext } from '../../../platform/telemetry/trace-context/read-context.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const SPAN = '00f067aa0ba902b7';
const parentOf = (traceparent: string, tracestate?: string) => readContext(traceparent, tracestate);
const all = () => true;
const none = () => false;

describe('the trace context that an event carries', () => {
  test('without tracing: the client’s context unchanged, in version 00', () => {
    const carried = new CommandTrace(parentOf(`cc-${TRACE}-${SPAN}-ff-more`, 'a=1'), 0);
    assert.equal(carried.traceparent, `00-${TRACE}-${SPAN}-03`);
    assert.equal(carried.tracestate, 'a=1');
    assert.equal(new CommandTrace(undefined, 0).traceparent, undefined);
  });

  for (const [flags, isKept, kept] of [
    ['00', all, false],
    ['01', none, true],
    ['02', all, false],
    ['03', none, true],
  ] as const) {
    test(`a client’s flags ${flags} decide, and the span is Waybill’s`, () => {
      const trace = new CommandTrace(parentOf(`00-${TRACE}-${SPAN}-${flags}`), 0, isKept);
      assert.equal(trace.isKept, kept);
      const [version, traceId, spanId, carried] = trace.traceparent!.split('-');
      assert.deepEqual([version, traceId, carried], ['00', TRACE, flags]);
      assert.notEqual(spanId, SPAN);
    });
  }

  test('a trace that begins at Waybill is kept by its id, and is flagged as random', () => {
    assert.match(new CommandTrace(undefined, 0, all).traceparent!, /^00-[0-9a-f]{32}-[0-9a-f]{16}-03$/);
    assert.match(new CommandTrace(undefined, 0, none).traceparent!, /^00-[0-9a-f]{32}-[0-9a-f]{16}-02$/);
  });

  test('an event published again from its claim has the same bytes and headers', () => {
    const trace = new CommandTrace(parentOf(`00-${TRACE}-${SPAN}-01`, 'a="\\1,b=2'), 0, all);
    const event = encodeEvent({
      id: '0199-id',
      command: sendMessage,
      aggregateId: 'general',
      time: '2026-01-01T00:00:00.000Z',
      correlationId: 'c',
      causationId: undefined,
      actor: 'alice',
      traceparent: trace.traceparent,
      tracestate: trace.tracestate,
      data: { channelId: 'general', text: 'x' },
      generation: 1,
      partition: 0,
    });
    const decoded = decodeEvent(event.bytes);
    assert.equal(decoded.traceparent, trace.traceparent);
    assert.equal(decoded.tracestate, 'a="\\1,b=2');
    assert.match(event.headers.toString(), new RegExp(`\\r\\ntraceparent: ${trace.traceparent}\\r\\n`));
    assert.match(event.headers.toString(), /\r\ntracestate: a="\\1,b=2\r\n/);
    const again = encodeClaimed(event.bytes, decoded, sendMessage, { generation: 1, partition: 0 });
    assert.deepEqual(again, event);
  });
});
