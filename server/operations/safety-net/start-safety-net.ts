import type { Logger } from 'pino';
import { ensureAdvisoryConsumer, readAdvisory } from '../../../adapters/jetstream/consume/advisories.ts';
import { PullConsumer } from '../../../adapters/jetstream/consume/pull-consumer.ts';
import { ADVISORIES } from '../../../adapters/jetstream/streams/stream-layout.ts';
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
  let stopped = false;
  const run = async () => {
    while (!stopped) {
      for (const delivery of await pull.next()) {
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
      }
    }
  };
  const running = run();
  return {
    async stop() {
      stopped = true;
      pull.close();
      await running;
    },
  };
}
