import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pino } from 'pino';
import type { Segment, Trace, TraceCommand, TraceSummary } from '../../../contracts/traces.ts';
import { readSettings } from '../../../platform/configuration/settings.ts';
import { makeStatusService } from '../../../processes/roles/make-status-service.ts';
import { openDeadLetterIndex } from '../../../processes/roles/open-dead-letter-index.ts';
import { openProjection } from '../../../processes/roles/open-projections.ts';
import { startLedgerIndex } from '../../../processes/roles/start-ledger-index.ts';
import { DeadLetterIndexer } from '../../../server/operations/dead-letters/dead-letter-indexer.ts';
import { Rejections } from '../../../server/operations/traces/rejections.ts';
import { searchTraces } from '../../../server/operations/traces/search-traces.ts';
import { showTrace } from '../../../server/operations/traces/show-trace.ts';
import { historyProjection } from '../../../workers/history/projection.ts';
import { type Client, clientOf } from '../../engines/client.ts';
import { waitUntil } from '../../engines/condition.ts';
import { type FaultyPipeline, startFaultyPipeline } from '../../engines/faulty-pipeline.ts';
import { startRole, type TestRole } from '../../engines/role.ts';
import { temporaryFolder } from '../../engines/temporary-folder.ts';

const KEY = 'olga-key-0123456789';

/** Segments meet each other, from the acceptance to the end, and none is negative. */
function assertWhole(command: TraceCommand): void {
  for (const { segments, projection, absence } of command.projections) {
    const what = `${projection} of ${command.commandId}: ${JSON.stringify(segments)}`;
    assert.equal(segments[0]?.from, command.acceptedAt, what);
    for (const [n, segment] of segments.entries()) {
      assert.ok(segment.ms >= 0, what);
      assert.equal(Date.parse(segment.to) - Date.parse(segment.from), segment.ms, what);
      if (n > 0) assert.equal(segment.from, segments[n - 1]?.to, what);
    }
    const open = segments.filter((segment) => segment.open);
    const isDecided = absence?.text.includes(' discarded it: ') === true;
    assert.equal(open.length, absence === null || isDecided ? 0 : 1, what);
  }
}

const kinds = (segments: readonly Segment[] | undefined) => segments?.map(({ kind }) => kind);
const states = (command: TraceCommand) => command.clientView.map(({ state }) => state);

describe('traces', () => {
  let pipeline: FaultyPipeline;
  let operations: TestRole;
  let olga: Client;

  before(async () => {
    pipeline = await startFaultyPipeline({
      WAYBILL_OPERATOR_KEYS: `olga:${KEY}`,
      WAYBILL_LEDGER_FLUSH_MS: '20',
    });
    operations = await startRole('operations', pipeline.environment);
    olga = clientOf(operations.url, KEY);
    pipeline.launch();
  });
  after(async () => {
    await operations.kill();
    await pipeline.stop();
  });

  const send = async (correlationId: string, text: string): Promise<string> => {
    const answer = await pipeline.alice.request(
      'POST',
      '/v1/channels/general/messages',
      { text },
      { 'x-correlation-id': correlationId },
    );
    assert.equal(answer.status, 202);
    return answer.body.commandId;
  };
  const trace = async (correlationId: string): Promise<Trace> => {
    const { status, body } = await olga.request('GET', `/ops/v1/traces/${correlationId}`);
    assert.equal(status, 200, JSON.stringify(body));
    return body;
  };
  /** The trace once a command in it matches. */
  const traceWhere = (correlationId: string, fits: (command: TraceCommand) => boolean) =>
    waitUntil(
      async () => {
        const found = await trace(correlationId);
        return found.commands.some(fits) ? found : undefined;
      },
      { what: `the trace of ${correlationId}`, timeoutMs: 20_000 },
    );
  const isRecorded = ({ projections }: TraceCommand) =>
    projections.every(({ stages }) => stages.some(({ kind }) => kind === 'applied'));

  test('an applied command: every stage in order, no gap, and what a client saw', async () => {
    const id = await send('whole-way', 'hello');
    const { commands, total, links } = await traceWhere('whole-way', isRecorded);
    const [command] = commands as [TraceCommand];
    assert.equal(total, 1);
    assert.deepEqual(links, []);
    assert.equal(command.commandId, id);
    assert.equal(command.state, 'applied');
    assertWhole(command);
    const [history] = command.projections;
    assert.deepEqual(
      history?.stages.map(({ kind }) => kind),
      ['fetched', 'began', 'applied'],
    );
    assert.equal(history?.absence, null);
    assert.equal(states(command).at(-1), 'applied');
    assert.equal(command.clientView.at(-1)?.proven, true);
    await waitUntil(async () => (await trace('whole-way')).commands[0]!.stages.length === 3);
    const stages = (await trace('whole-way')).commands[0]!.stages;
    assert.deepEqual(stages.map(({ kind }) => kind).sort(), ['accepted', 'confirmed', 'stored']);
  });

  test('a retry and its wait, until it is applied', async () => {
    await send('retried', 'transient 1');
    const { commands } = await traceWhere('retried', isRecorded);
    const [command] = commands as [TraceCommand];
    assertWhole(command);
    const [history] = command.projections;
    assert.ok(kinds(history?.segments)?.includes('retry-backoff'), JSON.stringify(history?.segments));
    assert.deepEqual(states(command).slice(-2), ['retrying', 'applied']);
    const attempts = history?.stages.filter(({ kind }) => kind === 'failed' || kind === 'applied');
    assert.deepEqual(
      attempts?.map(({ kind, attempt }) => [kind, attempt]),
      [
        ['failed', 1],
        ['applied', 2],
      ],
    );
  });

  test('a dead letter lasts until its replay, which is shown with the earlier attempts', async () => {
    await send('poisoned', 'poison');
    // The ledger may have it before the worker has acknowledged the event.
    const open = await traceWhere(
      'poisoned',
      ({ projections: [history] }) =>
        history!.stages.some(({ kind }) => kind === 'dead-lettered') &&
        history!.status?.state === 'dead_lettered',
    );
    const [waiting] = open.commands as [TraceCommand];
    assertWhole(waiting);
    const last = waiting.projections[0]?.segments.at(-1);
    assert.deepEqual([last?.kind, last?.open], ['dead-letter', true]);
    assert.match(waiting.projections[0]?.absence?.text ?? '', /dead letter history\./);
    const deadLetterId = `history.${waiting.position}`;
    const action = async (kind: string, reason: string) => {
      const path = `/ops/v1/dead-letters/${deadLetterId}/actions`;
      const done = await olga.request('POST', path, { kind, reason, requestId: crypto.randomUUID() });
      assert.equal(done.status, 200, JSON.stringify(done.body));
    };
    const isOpen = ({ projections }: TraceCommand) => projections[0]!.segments.at(-1)!.open;
    await action('discarded', 'sent twice');
    const decided = await traceWhere('poisoned', (each) => !isOpen(each));
    const [discarded] = decided.commands as [TraceCommand];
    assertWhole(discarded);
    assert.equal(discarded.state, 'dead_lettered', 'the client gets the true state');
    assert.match(
      discarded.projections[0]?.absence?.text ?? '',
      /^History could not apply the event, and olga discarded it: “sent twice”\.$/,
    );
    assert.notEqual(discarded.projections[0]?.endedAt, null);
    await action('restored', 'it was not');
    await traceWhere('poisoned', isOpen);
    pipeline.faults('off');
    const created = await olga.request('POST', '/ops/v1/replays', {
      ids: [deadLetterId],
      requestId: crypto.randomUUID(),
    });
    assert.equal(created.status, 201, JSON.stringify(created.body));
    const isSent = ({ projections }: TraceCommand) =>
      projections[0]!.stages.some(({ kind }) => kind === 'replay-sent');
    const { commands } = await traceWhere('poisoned', (each) => isRecorded(each) && isSent(each));
    pipeline.faults('on');
    const [command] = commands as [TraceCommand];
    assertWhole(command);
    const [history] = command.projections;
    assert.deepEqual(
      history?.stages.map(({ kind }) => kind),
      ['fetched', 'failed', 'dead-lettered', 'replay-sent', 'fetched', 'began', 'applied'],
    );
    assert.ok(history?.stages.at(-1)?.replayId);
    assert.deepEqual(states(command).slice(-3), ['dead_lettered', 'replayed', 'applied']);
  });

  test('an outage of the store is the segment, while it lasts and after', async () => {
    pipeline.faults('outage');
    await send('outage', 'patience');
    // The event replayed just before is ahead of it until it is acknowledged, which shows a moment later.
    const during = await traceWhere(
      'outage',
      ({ projections }) =>
        projections[0]!.segments.some(({ kind, open }) => kind === 'store-outage' && open) &&
        /^History has not applied the event: 0 ahead/.test(projections[0]!.absence?.text ?? ''),
    );
    assertWhole(during.commands[0]!);
    pipeline.faults('on');
    const { commands } = await traceWhere('outage', isRecorded);
    assertWhole(commands[0]!);
    const [history] = commands[0]!.projections;
    assert.ok(kinds(history?.segments)?.includes('store-outage'), JSON.stringify(history?.segments));
    assert.equal(history?.stages.filter(({ kind }) => kind === 'failed').length, 0);
  });

  test('an edited event is in the same trace, linked to the event it replaced', async () => {
    const cause = await send('edited', 'poison');
    const { commands } = await traceWhere('edited', ({ state }) => state === 'dead_lettered');
    const { position } = commands[0]!;
    const edit = {
      data: { channelId: 'general', messageId: cause, text: 'harmless' },
      reason: 'no poison',
      requestId: crypto.randomUUID(),
    };
    await waitUntil(
      async () => {
        const path = `/ops/v1/dead-letters/history.${position}/edit-and-replay`;
        const { status, body } = await olga.request('POST', path, edit);
        assert.equal(status, 202, JSON.stringify(body));
        return true;
      },
      { what: 'the edit' },
    );
    const found = await waitUntil(
      async () => {
        const { links, commands: both } = await trace('edited');
        const { state, replacedBy, projections } = both[0]!;
        const isReplaced = projections[0]!.stages.some(({ kind }) => kind === 'edited');
        // Its state comes from the read model, its stages from the index: either may know first.
        const isRecorded = state !== 'dead_lettered' || replacedBy !== null;
        return isReplaced && isRecorded && both.length === 2 ? { links, both } : undefined;
      },
      { what: 'both in one trace' },
    );
    for (const command of found.both) assertWhole(command);
    assert.deepEqual(found.links, [{ cause, effect: found.both[1]!.commandId }]);
    assert.equal(found.both[1]!.causationId, cause);
    const [replaced, by] = found.both;
    // The message exists, with the edited event's text: the original was never applied.
    assert.deepEqual([replaced!.state, replaced!.replacedBy], ['dead_lettered', by!.commandId]);
    assert.equal(by!.state, 'applied');
    const timeline = replaced!.projections[0]!;
    assert.ok(
      timeline.endedAt !== null && timeline.segments.every(({ open }) => !open),
      'its clock has stopped',
    );
    const search = async (query: string) =>
      (await olga.request('GET', `/ops/v1/traces?${query}correlationId=edited`)).body;
    const listed = async () => (await search('sort=slowest&')).commands as TraceSummary[];
    const once = (await listed()).find(({ commandId }) => commandId === cause)!;
    assert.equal(once.replacedBy, by!.commandId);
    assert.equal(once.tookMs, Date.parse(timeline.endedAt!) - Date.parse(once.storedAt));
    assert.deepEqual(
      (await listed()).find(({ commandId }) => commandId === cause),
      once,
    );
    for (const filter of ['failed=true', 'state=dead_lettered', 'failed=true&sort=slowest'])
      assert.deepEqual((await search(`${filter}&`)).commands, [], filter);
  });

  test('a command older than the ledger is answered from the log, and the answer says so', async () => {
    const id = await send('long-ago', 'poison');
    await traceWhere('long-ago', ({ state }) => state === 'dead_lettered');
    const folder = temporaryFolder('past-ledger');
    const settings = { ...readSettings({}), dataDir: pipeline.dataDir };
    const elsewhere = { ...settings, dataDir: folder.path, ledgerHours: 1e-9 };
    const logger = pino({ level: 'silent' });
    const ledger = startLedgerIndex(pipeline.link, elsewhere, logger);
    const deadLetters = openDeadLetterIndex(elsewhere);
    const indexer = new DeadLetterIndexer(pipeline.link, deadLetters, logger);
    const { projection, close } = await openProjection(historyProjection, settings);
    try {
      const status = makeStatusService(pipeline.link, [projection], settings);
      const service = {
        link: pipeline.link,
        ledger: ledger.index,
        indexer: ledger.indexer,
        deadLetters,
        status,
        rejections: new Rejections(status),
        traceSearchMs: 1_000,
      };
      await waitUntil(() => ledger.indexer.currency().caughtUp && indexer.currency().caughtUp);
      await assert.rejects(showTrace(service, 'long-ago', {}), { problem: 'trace-unknown' });
      const command = await waitUntil(
        async () => {
          const { commands } = await showTrace(service, 'long-ago', { command: id });
          const [found] = commands as [TraceCommand];
          // Null where log and read model did not answer in time.
          return found.state === null ? undefined : found;
        },
        { what: 'a proven state' },
      );
      assert.deepEqual([command.commandId, command.timesKnown, command.state], [id, false, 'dead_lettered']);
      assert.match(command.facts[0] ?? '', /^This command is older than the ledger/);
      assertWhole(command);
      assert.equal(command.projections[0]?.segments.at(-1)?.kind, 'dead-letter');
      const projections = service.status.projections.map((each) => ({
        ...each,
        verify: () => new Promise<never>(() => {}),
      }));
      const hung = { ...service, status: { ...service.status, projections } };
      const { commands: unproven } = await showTrace(hung, 'long-ago', { command: id });
      assert.equal(unproven[0]?.state, 'dead_lettered', 'the log answers what a slow store does not');
      const search = await searchTraces(service, { command: id });
      assert.deepEqual([search.commands[0]?.correlationId, search.commands[0]?.state], ['long-ago', null]);
    } finally {
      await indexer.close();
      await ledger.stop();
      await Promise.all([deadLetters.close(), close()]);
      folder.remove();
    }
  });

  test('without a worker, the absence says how many are ahead, and the wait is open', async () => {
    await pipeline.end('SIGTERM', true);
    await send('waiting', 'first');
    await send('waiting', 'second');
    const { commands } = await traceWhere('waiting', () => true);
    await waitUntil(async () => (await trace('waiting')).commands.length === 2);
    const second = (await trace('waiting')).commands[1]!;
    assertWhole(second);
    assert.equal(commands[0]?.state, 'accepted');
    const [history] = second.projections;
    assert.equal(history?.absence?.ahead, 1);
    assert.match(history?.absence?.text ?? '', /^History has not applied the event: 1 ahead/);
    assert.deepEqual([history?.segments.at(-1)?.kind, history?.segments.at(-1)?.open], ['in-the-log', true]);
    assert.deepEqual(states(second), ['accepted']);
    pipeline.launch();
    await traceWhere('waiting', isRecorded);
  });

  test('the search finds by every filter, pages, and says when it is cut', async () => {
    for (let n = 0; n < 25; n += 1) await send(`paged-${n % 3}`, `number ${n}`);
    const search = async (query: string) => (await olga.request('GET', `/ops/v1/traces?${query}`)).body;
    await waitUntil(async () => (await search('correlationPrefix=paged-&limit=200')).commands.length === 25);
    const seen: string[] = [];
    for (let cursor = ''; ; ) {
      const page = await search(`correlationId=paged-1&limit=3${cursor}`);
      for (const { correlationId, commandId } of page.commands) {
        assert.equal(correlationId, 'paged-1');
        seen.push(commandId);
      }
      if (page.next === null) break;
      cursor = `&cursor=${encodeURIComponent(page.next)}`;
    }
    assert.equal(new Set(seen).size, 8);
    assert.equal(seen.length, 8);
    const failed = await search('failed=true&limit=50');
    assert.deepEqual(
      failed.commands.map(({ correlationId }: { correlationId: string }) => correlationId),
      // The edited one was replaced: it is no longer a failed one.
      ['long-ago', 'poisoned', 'retried'],
    );
    assert.equal((await search('actor=alice&aggregate=channel/general&limit=2')).commands.length, 2);
    assert.equal((await search('actor=nobody')).commands.length, 0);
    const slowest = await search('sort=slowest&limit=2');
    // One that failed and is not applied counts until now.
    const [first, second] = slowest.commands.map(
      ({ tookMs, storedAt }: TraceSummary) => tookMs ?? Date.now() - Date.parse(storedAt),
    );
    assert.ok(first >= second);
    const byId = await search(`command=${seen[0]}`);
    assert.equal(byId.commands[0].correlationId, 'paged-1');
    await waitUntil(async () => (await search('state=applied&correlationId=paged-2')).commands.length > 0);
    assert.equal((await olga.request('GET', '/ops/v1/traces?nonsense=1')).status, 400);
    assert.equal((await olga.request('GET', '/ops/v1/traces/never-was')).status, 404);
  });

  test('a command that a rule rejected is listed as rejected, and found by that, not as applied', async () => {
    const [message] = (await trace('whole-way')).commands as [TraceCommand];
    const path = `/v1/channels/general/messages/${message.commandId}`;
    const edit = (who: typeof pipeline.alice, correlationId: string) =>
      who.request('PATCH', path, { text: 'another' }, { 'x-correlation-id': correlationId });
    const { body: refused } = await edit(pipeline.bob, 'refused');
    await edit(pipeline.alice, 'allowed');
    await traceWhere('refused', ({ state }) => state === 'rejected');
    await traceWhere('allowed', ({ state }) => state === 'applied');
    const listed = async (query: string): Promise<TraceSummary[]> =>
      (await olga.request('GET', `/ops/v1/traces?${query}`)).body.commands;
    // The ledger records it a moment after the read model has it.
    const all = await waitUntil(async () => {
      const found = await listed('type=chat.message-edited.v1');
      return found.length === 2 && found.every(({ state }) => state !== 'accepted') ? found : undefined;
    });
    assert.deepEqual(
      all.map(({ correlationId, state }) => [correlationId, state]),
      [
        ['allowed', 'applied'],
        ['refused', 'rejected'],
      ],
    );
    const ids = async (query: string) => (await listed(query)).map(({ commandId }) => commandId);
    assert.deepEqual(await ids('state=rejected'), [refused.commandId]);
    assert.ok((await ids('state=applied,rejected&limit=200')).includes(refused.commandId));
    assert.ok(!(await ids('state=applied&limit=200')).includes(refused.commandId));
    assert.equal((await listed(`command=${refused.commandId}`))[0]?.state, 'rejected');
  });

  test('the index deleted at run time: the same answers again', async () => {
    const shown = async () =>
      Promise.all(
        ['whole-way', 'retried', 'poisoned'].map(async (id) => {
          const { commands, total } = await trace(id);
          const stable = commands.map(({ projections, ...rest }) => ({
            ...rest,
            projections: projections.map(({ status, ...projection }) => projection),
          }));
          return { stable, total };
        }),
      );
    const expected = await shown();
    for (const suffix of ['', '-wal', '-shm'])
      rmSync(join(pipeline.dataDir, `ledger-index.sqlite${suffix}`), { force: true });
    await waitUntil(
      async () => {
        assert.deepEqual(await shown(), expected);
        return true;
      },
      { what: 'the same traces' },
    );
  });
});
