import type { NatsLink } from '../connection/nats-link.ts';
import { sequenceAt } from '../connection/sequence-at.ts';
import type { ConsumerInfo } from './consumer-progress.ts';

/**
 * The first sequence that a consumer was created to deliver; it never delivers earlier ones. If the stream has dropped the
 * message that would show it, the stream's first message. Throws LogUnavailable.
 */
export async function consumerStart(
  link: NatsLink,
  stream: string,
  { config, created }: Pick<ConsumerInfo, 'config' | 'created'>,
  end: number,
): Promise<number> {
  const from = async (time: string) => (await sequenceAt(link, stream, Date.parse(time))) ?? end + 1;
  switch (config.deliver_policy) {
    case 'by_start_sequence':
      return config.opt_start_seq ?? 1;
    case 'by_start_time':
      return from(config.opt_start_time ?? created);
    case 'new':
      return from(created);
    case 'last':
      return Math.max(1, (await from(created)) - 1);
    default:
      return 1;
  }
}
