import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { apiRequest } from '../../adapters/jetstream/connection/api-request.ts';
import { encodeHeaders } from '../../adapters/jetstream/connection/encode-headers.ts';
import { listGenerations } from '../../adapters/jetstream/streams/list-generations.ts';
import { readLogRecord } from '../../adapters/jetstream/streams/log-record.ts';
import { streamInfo } from '../../adapters/jetstream/streams/stream-info.ts';
import { eventStream, eventSubject } from '../../adapters/jetstream/streams/stream-layout.ts';
import { mintCommandId } from '../../contracts/command-id.ts';
import type { LostStream } from '../../contracts/lost-stream.ts';
import { decodePosition } from '../../contracts/position.ts';
import { waitUntil } from '../engines/condition.ts';
import { openTestLink, type TestLink } from '../engines/log.ts';
import { natsServerBinary } from '../engines/nats-server.ts';
import { startPipeline, type TestPipeline } from '../engines/pipeline.ts';
import { restoreStream, snapshotStream } from '../engines/stream-snapshot.ts';

const skip = natsServerBinary() ? false : 'no nats-server';
const CHECK_MS = 1_500;

describe('A stream of events that was replaced by another with its name', { skip }, () => {
  let pipeline: TestPipeline;
  let log: TestLink;
  let channels = 0;

  before(async () => {
    pipeline = await startPipeline({
      environment: { WAYBILL_PARTITIONS: '1', WAYBILL_LOG_CHECK_MS: String(CHECK_MS) },
    });
    log = await openTestLink(pipeline.nats.url);
  });
  after(async () => {
    await log?.close();
    await pipeline?.stop();
  });

  const api = <Result>(subject: string, body?: unknown) => apiRequest<Result>(log.link, subject, body);
  const newest = async () => (await listGenerations(log.link)).at(-1)!.number;
  const lostOf = (stream: string) =>
    waitUntil(async () => (await readLogRecord(log.link)).lost.find((each) => each.stream === stream), {
      what: `${stream} to be found lost`,
    });

  /** A message with an edit, far enough into its stream that a new stream's sequences are lower. */
  async function editedMessage() {
    channels += 1;
    const channel = `replaced-${channels}`;
    const sent = await pipeline.alice.send(channel, 'sent');
    for (let n = 0; n < 8; n += 1) await pipeline.alice.send(channel, `more ${n}`);
    const edited = await pipeline.alice.request('PATCH', sent.body.resource, { text: 'edited before' });
    await pipeline.alice.status(edited.body.commandId, 'applied');
    const { generation } = decodePosition(sent.body.position)!;
    return {
      channel,
      resource: sent.body.resource as string,
      stream: eventStream(generation, 0),
      generation,
    };
  }
  const textOf = async (resource: string) => (await pipeline.alice.request('GET', resource)).body.text;
  const becomes = (resource: string, text: string) =>
    waitUntil(async () => (await textOf(resource)) === text, {
      what: `the text “${text}”`,
    });

  async function replace(stream: string): Promise<void> {
    const { config } = (await streamInfo(log.link, stream))!;
    await api(`STREAM.DELETE.${stream}`);
    await api(`STREAM.CREATE.${stream}`, config);
  }

  /** Asserts that nothing reads the replacement and that the loss is known. */
  async function isOutOfTheLog(stream: string, generation: number, how: LostStream['how']): Promise<void> {
    const lost = await lostOf(stream);
    assert.equal(lost.how, how);
    assert.equal(await newest(), generation + 1);
    if (how === 'shortened') return;
    const own = (await listGenerations(log.link)).find(({ number }) => number === generation);
    assert.equal(own, undefined);
  }

  test('an edit accepted into the replacement counts: the gateway notices at the confirmation', async () => {
    const { resource, stream, generation } = await editedMessage();
    await replace(stream);
    const edit = await pipeline.alice.request('PATCH', resource, { text: 'edited after' });
    assert.equal(edit.status, 202);
    assert.equal(await newest(), generation + 1, 'before the answer');
    await becomes(resource, 'edited after');
    await isOutOfTheLog(stream, generation, 'replaced');
    const byHint = await pipeline.alice.request('GET', edit.body.status);
    assert.equal(byHint.body.state, 'applied');
    assert.match(byHint.body.position, new RegExp(`^${generation + 1}-`));
    await pipeline.alice.status(edit.body.commandId, 'applied');
  });

  test('edits that other gateways had accepted into the replacement count, in order: the gateway notices at the next check', async () => {
    const { channel, resource, stream, generation } = await editedMessage();
    await replace(stream);
    const messageId = resource.slice(resource.lastIndexOf('/') + 1);
    // As another gateway would that has not seen this partition yet.
    const ids: string[] = [];
    for (const text of ['by others 1', 'by others 2']) {
      const id = mintCommandId(generation, 0);
      ids.push(id);
      const type = 'chat.message-edited.v1';
      const event = {
        specversion: '1.0',
        id,
        type,
        source: '/waybill/commands',
        subject: `channel/${channel}`,
        time: new Date().toISOString(),
        datacontenttype: 'application/json',
        correlationid: `c-${id}`,
        actor: 'alice',
        data: { channelId: channel, messageId, text },
      };
      const stored = await log.inbox.publish(
        eventSubject(generation, 0, 'channel', channel, 'message-edited'),
        encodeHeaders([
          ['Nats-Msg-Id', id],
          ['ce-id', id],
          ['ce-type', type],
          ['ce-subject', event.subject],
        ]),
        Buffer.from(JSON.stringify(event)),
        30_000,
      );
      assert.equal(stored.kind, 'stored');
    }
    await becomes(resource, 'by others 2');
    await isOutOfTheLog(stream, generation, 'replaced');
    for (const id of ids) await pipeline.alice.status(id, 'applied');
    const edit = await pipeline.alice.request('PATCH', resource, { text: 'the last' });
    await pipeline.alice.status(edit.body.commandId, 'applied');
    assert.equal(await textOf(resource), 'the last');
  });

  test('a restored backup: events accepted after the restore count, events that it lacks are lost', async () => {
    const { resource, stream, generation } = await editedMessage();
    const backup = await snapshotStream(log.link, stream);
    for (const text of ['lacking 1', 'lacking 2', 'lacking 3']) {
      const edit = await pipeline.alice.request('PATCH', resource, { text });
      await pipeline.alice.status(edit.body.commandId, 'applied');
    }
    const before = (await streamInfo(log.link, stream))!;
    await api(`STREAM.DELETE.${stream}`);
    await restoreStream(log.link, stream, backup);
    assert.equal(
      (await streamInfo(log.link, stream))!.created,
      before.created,
      'the server keeps its identity',
    );
    const edit = await pipeline.alice.request('PATCH', resource, { text: 'after the restore' });
    assert.equal(edit.status, 202);
    await becomes(resource, 'after the restore');
    await isOutOfTheLog(stream, generation, 'shortened');
    const lost = await lostOf(stream);
    assert.ok(lost.messages! >= 2 && lost.messages! <= 3, `${lost.messages} of 3 missing`);
    assert.equal(lost.last, before.state.last_seq);
  });
});
