import type { NatsLink } from '../../adapters/jetstream/connection/nats-link.ts';
import { BadSetting } from '../../platform/configuration/setting.ts';

/** Resolves when the connection is up. Throws BadSetting with why there is none, and with what to do. */
export async function awaitLog(link: NatsLink, whatToDo: string): Promise<void> {
  if (!(await link.whenUp(2 * link.options.connectTimeoutMs)))
    throw new BadSetting(`${link.whyDown}. ${whatToDo}`);
}
