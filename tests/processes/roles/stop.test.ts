import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { encodePosition } from '../../../contracts/position.ts';
import { changesOf, ledgerRecords } from '../../adapters/jetstream/ledger/read-stream.ts';
import { waitUntil } from '../../engines/condition.ts';
import { openTestLink, type TestLink } from '../../engines/log.ts';
import { natsServerBinary } from '../../engines/nats-server.ts';
import { KEYS, startPipeline, type TestPipeline } from '../../engines/pipeline.ts';
import { RawConnection } from '../../engines/raw-http.ts';
import { startRole, type TestRole } from '../../engines/role.ts';
import { suspended } from '../../engines/suspended.ts';

/** Far less than the time for which the role may work on (15 s), or a client may send (30 s) or be idle (72 s). */
const SOON_MS = 8_000;

const OPERATOR_KEY = 'operator-key-0123456789';

describe('a role that is stopped', { skip: natsServerBinary() ? false : 'no nats-server' }, () => {
  let pipeline: TestPipeline;
  let operations: TestRole;
  let own: TestLink;
  let connections: RawConnection[] = [];

  before(async () => {
    pipeline = await startPipeline({
      environment: { WAYBILL_OPERATOR_KEYS: `olga:${OPERATOR_KEY}`, WAYBILL_PARTITIONS: '2' },
    });
    own = await openTestLink(pipeline.nats.url);
  });
  after(async () => {
    await own?.close();
    await operations?.kill();
    await pipeline?.stop();
  });
  afterEach(() => {
    for (const { socket } of connections) socket.destroy();
    connections = [];
  });

  function open(url: string, ...parts: string[]): RawConnection {
    const connection = new RawConnection(Number(new URL(url).port));
    connections.push(connection);
    if (parts.length > 0) connection.write(...parts);
    return connection;
  }
  const get = (path: string, more = '') => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n${more}\r\n`;
  const received = (connection: RawConnection, text: string) =>
    waitUntil(() => connection.text.includes(text), { what: `an answer with ${text}` });

  /** Connections that carry no request: one that sent nothing, one after an answer, one amid the head of its next request. */
  async function openIdle(url: string, path: string): Promise<void> {
    open(url);
    const answered = [open(url, get(path)), open(url, get(path))];
    for (const connection of answered) await received(connection, 'HTTP/1.1 200');
    answered[1]!.write(`GET ${path} HTTP/1.1\r\nHos`);
  }

  /** Stops it as Ctrl-C does. */
  async function stopsSoon(role: TestRole): Promise<void> {
    const began = performance.now();
    assert.equal(await role.stop(), 0, role.log());
    const tookMs = performance.now() - began;
    assert.ok(tookMs < SOON_MS, `the stop took ${Math.round(tookMs)} ms`);
    const stops = (await changesOf(own.link)).filter(({ kind }) => kind === 'process-stopped');
    assert.ok(
      stops.some((change) => 'process' in change && change.process.endsWith(`:${role.pid}`)),
      'the log has its stop',
    );
  }

  /** Fails unless the ledger has these commands, each once. */
  async function recorded(positions: string[]): Promise<void> {
    const records = await ledgerRecords(own.link, 'accepted');
    const found = records.flatMap(({ generation, partition, sequences }) => {
      let sequence = 0;
      return sequences.map((difference) => {
        sequence += difference;
        return encodePosition({ generation, partition, sequence });
      });
    });
    for (const position of positions) {
      const times = found.filter((each) => each === position).length;
      assert.equal(times, 1, `${position} in the ledger`);
    }
  }

  const message = '{"text":"in flight"}';
  const command = (length: number, more = '') =>
    `POST /v1/channels/flying/messages HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${KEYS.alice}\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n${more}\r\n`;

  test('a gateway ends connections without a request, answers what it received, and records every command', async () => {
    const { gateway, worker, alice, nats } = pipeline;
    await openIdle(gateway.url, '/health/live');
    await suspended(worker);
    const waiting = open(gateway.url, command(message.length, 'Prefer: wait=30\r\n'), message);
    const slow = open(gateway.url, command(message.length), message.slice(0, 5));
    const sent = await Promise.all(Array.from({ length: 40 }, (_, n) => alice.send(`stop-${n % 4}`, 'x')));
    const before = (await changesOf(own.link)).length;
    assert.ok(before > 0);
    await suspended(nats);
    const unconfirmed = open(gateway.url, command(message.length), message);
    // The gateway has read it once it answers a request that was sent later.
    await received(open(gateway.url, get('/health/live')), 'HTTP/1.1 200');
    const stopped = stopsSoon(gateway);
    await waitUntil(() => gateway.log().includes('stopping'), { what: 'the gateway to begin its stop' });
    nats.resume();
    await stopped;
    worker.resume();
    const [afterWait] = waiting.answers;
    assert.equal(afterWait?.status, 202, waiting.text);
    const [answer] = unconfirmed.answers;
    assert.equal(answer?.status, 202, unconfirmed.text);
    const [refusal] = slow.answers;
    assert.equal(refusal?.status, 408, slow.text);
    assert.match(JSON.parse(refusal!.body).detail, /stopping .*so nothing was done/);
    const inFlight = [afterWait, answer].map((each) => JSON.parse(each!.body).position as string);
    await recorded([...sent.map(({ body }) => body.position as string), ...inFlight]);
  });

  test('an operations service ends its live streams and idle connections', async () => {
    operations = await startRole('operations', pipeline.environment);
    await openIdle(operations.url, '/health/live');
    const key = `Authorization: Bearer ${OPERATOR_KEY}\r\n`;
    const streams = [0, 1, 2].map(() => open(operations.url, get('/ops/v1/stream', key)));
    for (const stream of streams) await received(stream, 'event: ');
    streams[0]!.socket.pause();
    await stopsSoon(operations);
  });

  test('a worker ends the connections of health checks and metrics', async () => {
    const { worker } = pipeline;
    const [, metrics] = /"metrics":"([^"]+)"/.exec(worker.log())!;
    const [, health] = /"health":"([^"]+)"/.exec(worker.log())!;
    await openIdle(health!, '/health/live');
    await openIdle(metrics!, '/metrics');
    await stopsSoon(worker);
  });
});
