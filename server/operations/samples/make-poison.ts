import type { EncodedEvent } from '../../../adapters/jetstream/publish/append-event.ts';
import { SAMPLE_CHANNEL_PREFIX } from '../../../contracts/samples.ts';
import { encodeUnfitMessage } from '../../commands/encode-unfit-message.ts';

const channelId = `${SAMPLE_CHANNEL_PREFIX}general`;

/**
 * An event as a producer of another version would write it: a message with its text in `body`, not in `text`. The gateway would
 * refuse it, so it is published directly to the log. No worker can apply it; with the field fixed it is an ordinary event.
 */
export const makePoison = (
  generation: { number: number; partitions: number },
  { actor, correlationId }: { actor: string; correlationId: string },
): EncodedEvent =>
  encodeUnfitMessage(generation, {
    channelId,
    actor,
    correlationId,
    source: '/waybill/samples',
    body: 'Written by a newer version, which calls the text its body.',
  });
