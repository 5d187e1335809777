import type { Logger } from 'pino';
import { ensureAdvisoryConsumer, readAdvisory } from '../../../adapters/jetstream/consume/advisories.ts';
import type { Delivery } from '../../../adapters/jetstream/consume/delivery.ts';
import { PullConsumer } from '../../../adapters/jetstream/consume/pull-consumer.ts';
import { ADVISORIES } from '../../../adapters/jetstream/streams/stream-layout.ts';
import { Repeat } from '../../../contracts/timing/repeat.ts';
import { type SafetyNet, settleAdvisory } from './settle-advisory.ts';

const CONSUMER = 'safety-net';
const ACK_WAIT_MS = 30_000;
const AGAIN_MS = 5_000;

/** Reads the server's advisories until it is stopped: one that can't be handled yet is tried again, never skipped. */
export function startSafetyNet(net: SafetyNet, logger: Logger): { stop(): Promise<void> } {
  const pull = new PullConsumer(
    net.link,
    ADVISORIES,
    CONSUMER,
    { maxEvents: 100, maxBytes: 4 * 1024 ** 2 },
    () => ensureAdvisoryConsumer(net.link, CONSUMER, ACK_WAIT_MS),
  );
  const settle = async (delivery: Delivery): Promise<void> => {
    const advisory = readAdvisory(delivery.bytes);
    try {
      const position = advisory && (await settleAdvisory(net, advisory));
      if (position)
        logger.error({ position, ...advisory }, 'the server reported an event; it is a dead letter now');
      delivery.ack();
    } catch (error) {
      logger.warn(
        { err: error, ...advisory },
        'an advisory of the server could not be handled; trying again',
      );
      delivery.nak(AGAIN_MS);
    }
  };
  const batches = new Repeat(
    async () => {
      for (const delivery of await pull.next()) await settle(delivery);
      return 0;
    },
    {
      retryMs: AGAIN_MS,
      onFailure: (err) =>
        logger.warn({ err }, 'the advisories of the server could not be read; trying again'),
    },
  );
  return {
    async stop() {
      const stopped = batches.stop();
      pull.close();
      await stopped;
    },
  };
}
