import type { EncodedEvent } from '../../../adapters/jetstream/publish/append-event.ts';
import { SAMPLE_CHANNEL_PREFIX } from '../../../contracts/samples.ts';
import { encodeUnfitMessage } from '../../commands/encode-unfit-message.ts';

const channelId = `${SAMPLE_CHANNEL_PREFIX}general`;

/**
 * An event as a producer of another version would write it: a message whose text stands in `body`, not in `text`. The
 * gateway lets no such thing pass, so it goes to the log directly, which takes what it is given. No worker can apply it
 * as it is; with its field put right it is an event like any other.
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
