import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { apiRequest } from '../../../adapters/jetstream/connection/api-request.ts';
import { mintCommandId } from '../../../contracts/command-id.ts';
import { waitUntil } from '../../engines/condition.ts';
import { natsServerBinary } from '../../engines/nats-server.ts';
import { makeDeadLetters, type OpsAnswer, type ReplayBed, startReplayBed } from './replay-bed.ts';

const skip = natsServerBinary() ? false : 'no nats-server';

interface Action {
  name: string;
  path: string;
  body: Record<string, unknown>;
  /** The action it stores, and how many of it there may be. */
  kind: string;
  /** Resolves once its effect is visible. */
  ended(): Promise<boolean>;
}

/** If any process is killed between an action and its effect, the same request, sent again, has one action and one effect. */
describe('every action ends', { skip }, () => {
  let bed: ReplayBed;
  const stream = 'EVENTS-1-0';
  const consumer = 'outsider';
  before(async () => {
    bed = await startReplayBed();
    bed.setFaults('off');
    await apiRequest(bed.link, `CONSUMER.CREATE.${stream}.${consumer}`, {
      stream_name: stream,
      config: { durable_name: consumer, ack_policy: 'explicit' },
    });
    await waitUntil(async () => (await bed.ops('GET', `/consumers/${stream}/${consumer}`)).status === 200);
  });
  after(() => bed?.stop());

  const readDeadLetter = async (id: string) => (await bed.ops('GET', `/dead-letters/${id}`)).body.deadLetter;

  async function actions(round: string): Promise<Action[]> {
    const [noted, discarded, replayed] = (await makeDeadLetters(
      bed,
      ['noted', 'discarded', 'replayed'].map((name) => ({ channel: `${name}-${round}` })),
    )) as [string, string, string];
    const [edited] = (await makeDeadLetters(bed, [{ channel: `edited-${round}`, broken: true }])) as [string];
    const { group } = await readDeadLetter(noted);
    const requestId = () => mintCommandId(0, 0);
    const action = (id: string, kind: string, state: string, more: Record<string, unknown> = {}): Action => ({
      name: kind,
      path: `/dead-letters/${id}/actions`,
      body: { kind, requestId: requestId(), ...more },
      kind,
      ended: async () => (await readDeadLetter(id)).state === state,
    });
    const replayRequest = `replay-${round}`;
    const messageId = mintCommandId(1, 0);
    return [
      action(noted, 'noted', 'open', { text: 'Looked at.' }),
      action(discarded, 'discarded', 'discarded', { reason: 'For the test.' }),
      {
        name: 'group noted',
        path: `/dead-letter-groups/${group}/actions`,
        body: { kind: 'group-noted', text: `Round ${round}.`, requestId: requestId() },
        kind: 'group-noted',
        ended: async () =>
          (await bed.ops('GET', `/dead-letter-groups/${group}`)).body.group.note?.text === `Round ${round}.`,
      },
      {
        name: 'replay',
        path: '/replays',
        body: { ids: [replayed], requestId: replayRequest },
        kind: 'replay-created',
        ended: async () => (await readDeadLetter(replayed)).state === 'resolved',
      },
      {
        name: 'edit',
        path: `/dead-letters/${edited}/edit-and-replay`,
        body: {
          data: { channelId: `edited-${round}`, messageId, text: 'mended' },
          requestId: `edit-of-${round}`,
        },
        kind: 'edit-begun',
        ended: async () => (await readDeadLetter(edited)).state === 'resolved',
      },
      {
        name: 'pause of a consumer',
        path: `/consumers/${stream}/${consumer}/pause`,
        body: {
          until: new Date(Date.now() + 600_000).toISOString(),
          reason: 'For the test.',
          requestId: requestId(),
        },
        kind: 'consumer-paused',
        ended: async () => {
          const { body } = await bed.ops('GET', `/consumers/${stream}/${consumer}`);
          return body.consumer.status === 'paused';
        },
      },
    ];
  }

  const send = ({ path, body }: Action): Promise<OpsAnswer> =>
    bed.ops('POST', path, body).catch(() => ({ status: 0, body: null }));

  const faults: Record<string, () => Promise<void>> = {
    NATS: async () => {
      await bed.pipeline.nats.kill();
      await bed.pipeline.nats.restart();
    },
    'the operations service': () => bed.operations.restart(),
  };
  for (const [what, breakIt] of Object.entries(faults))
    test(`${what} is killed while they are asked for`, async () => {
      const round = what === 'NATS' ? 'n' : 'o';
      const asked = await actions(round.repeat(8));
      const first = Promise.all(asked.map(send));
      await delay(5);
      await breakIt();
      await first;
      for (const action of asked) {
        await waitUntil(
          async () => {
            const { status, body } = await send(action);
            // An unfinished action says so, and may be sent again with the same requestId.
            assert.ok(
              [0, 200, 201, 202, 503, 504].includes(status),
              `${action.name}: ${JSON.stringify(body)}`,
            );
            return status >= 200 && status < 300;
          },
          { intervalMs: 200, what: `${action.name} to be done` },
        );
        await waitUntil(action.ended, { what: `the effect of ${action.name}` });
        const actions = (await bed.actions()).filter(
          ({ requestId, kind }) => requestId === action.body.requestId && kind === action.kind,
        );
        assert.equal(actions.length, 1, action.name);
      }
    });
});
