import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { waitUntil } from '../../tests/engines/condition.ts';
import { beginConversation, conversationOf } from '../begin-conversation.ts';
import { sendCorrelatedMessages, sendRefusedMessages } from './people.ts';
import type { Scene } from './scene.ts';

/** What the pictures show. */
export interface Played {
  /** A message that became a dead letter, was replayed, and is applied. */
  replayed: string;
  /** A message that is still a dead letter. */
  refused: string;
  deadLetter: string;
  group: string;
  replay: string;
  alert: string;
  consumer: string;
  paused: string;
  /** The correlation id of four commands, one of which is `replayed`. */
  together: string;
}

const OUTAGE_MS = 9_000;
const WAITED_MS = 3_000;
const TALK_AFTER_MS = 20_000;
const TOGETHER = 'rollback-importer-118';

/**
 * Plays a real incident to its end: people chat; the store fails for a while; a release candidate of the worker refuses
 * some messages for good; it is rolled back, half of its dead letters are replayed, and one partition is paused.
 * `beforehandMs`: how long normal operation lasts first, so that the charts have data.
 */
export async function play(
  scene: Scene,
  say: (line: string) => void,
  beforehandMs = 10_000,
): Promise<Played> {
  const { ops } = scene;
  const conversation = beginConversation(
    new URL(scene.waybill.gateway),
    scene.keys,
    conversationOf('pictures', 12, 600_000),
    16,
  );
  say(`People conversation for ${beforehandMs / 1_000} s …`);
  await delay(beforehandMs);
  say('The store fails …');
  scene.setOutage(true);
  await delay(OUTAGE_MS);
  // Sent during the outage, so that these messages first wait for their store.
  await sendCorrelatedMessages(scene, TOGETHER);
  const ids = await sendRefusedMessages(scene, TOGETHER);
  await delay(WAITED_MS);
  scene.setOutage(false);

  say('Messages are refused …');
  const deadLetters = await waitUntil(
    async () => {
      const { deadLetters } = await ops('GET /ops/v1/dead-letters', { query: { limit: 100 } });
      return deadLetters.length === ids.length ? deadLetters : undefined;
    },
    { timeoutMs: 90_000, intervalMs: 500, what: 'the dead letters' },
  );
  const alert = await waitUntil(async () => (await ops('GET /ops/v1/alerts', {})).alerts[0]?.id, {
    timeoutMs: 30_000,
    what: 'an alert',
  });
  const { groups } = await ops('GET /ops/v1/dead-letter-groups', { query: { state: ['open'] } });
  const group = groups[0]!.key;

  say('The worker is rolled back, and half is replayed …');
  await scene.rollBack();
  const entryOf = (id: string) => deadLetters.find(({ eventId }) => eventId === id)!.id;
  await ops('POST /ops/v1/dead-letter-groups/:fingerprint/actions', {
    params: { fingerprint: group },
    body: {
      kind: 'group-noted',
      text: 'Only 0.2.0-rc.1 fails so. Rolled back to 0.1.0; the first six are replayed.',
      requestId: randomUUID(),
    },
  });
  const replay = await replayAll(scene, ids.slice(0, 6).map(entryOf));
  await pausePartition(scene);
  await delay(TALK_AFTER_MS);
  await conversation.end();
  const { consumers } = await ops('GET /ops/v1/consumers', {});
  const path = (stream: string) => {
    const found = consumers.find((each) => each.stream === stream && each.projection === 'history')!;
    return `${found.stream}/${found.consumer}`;
  };
  return {
    replayed: ids[0]!,
    refused: ids[7]!,
    deadLetter: entryOf(ids[7]!),
    group,
    replay,
    alert,
    consumer: path('EVENTS-1-0'),
    paused: path('EVENTS-1-2'),
    together: TOGETHER,
  };
}

async function replayAll({ ops }: Scene, ids: string[]): Promise<string> {
  const plan = await ops('POST /ops/v1/replays/plan', { body: { ids } });
  const { replayId } = await ops('POST /ops/v1/replays', {
    body: {
      plan: plan.plan,
      title: 'Replay 6 to history',
      reason: 'The worker that refused them is rolled back.',
      requestId: randomUUID(),
    },
  });
  await waitUntil(
    async () => (await ops('GET /ops/v1/replays/:replayId', { params: { replayId } })).state === 'finished',
    {
      timeoutMs: 60_000,
      what: 'the replay to be finished',
    },
  );
  return replayId;
}

async function pausePartition({ ops }: Scene): Promise<void> {
  const { consumers } = await ops('GET /ops/v1/consumers', {});
  const { stream, consumer } = consumers.find((each) => each.stream === 'EVENTS-1-2' && each.projection)!;
  await ops('POST /ops/v1/consumers/:stream/:consumer/pause', {
    params: { stream, consumer },
    body: {
      until: new Date(Date.now() + 3_600_000).toISOString(),
      reason: 'The disks of its store are being moved.',
      requestId: randomUUID(),
    },
  });
}
