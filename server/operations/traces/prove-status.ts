import { readBatch } from '../../../adapters/jetstream/read-batch.ts';
import { eventStream } from '../../../adapters/jetstream/stream-layout.ts';
import type { CommandStatus } from '../../../contracts/command-status.ts';
import { decodeLoggedEvent } from '../../../contracts/event.ts';
import type { CommandRow } from '../../../contracts/ports/ledger-index.ts';
import { readStatus } from '../../status/read-status.ts';
import type { StatusService } from '../../status/status-service.ts';
import { within } from '../../status/within.ts';

const AT_ONCE = 16;
/** How long log and read models may take for all of a page. */
const PATIENCE_MS = 1_500;

/** What a GET would answer now for each of these, by the same index; undefined where it can't be told in time. */
export async function proveStatuses(
  service: StatusService,
  commands: readonly CommandRow[],
): Promise<(CommandStatus | undefined)[]> {
  const proven: (CommandStatus | undefined)[] = new Array(commands.length).fill(undefined);
  const deadline = performance.now() + PATIENCE_MS;
  let next = 0;
  const one = async () => {
    while (next < commands.length && performance.now() < deadline) {
      const n = next++;
      proven[n] = await within(deadline - performance.now(), prove(service, commands[n]!), undefined);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  return proven;
}

async function prove(
  service: StatusService,
  { position, id }: CommandRow,
): Promise<CommandStatus | undefined> {
  const stream = eventStream(position.generation, position.partition);
  const [message] = await readBatch(service.link, stream, { seq: position.sequence, batch: 1 });
  if (message?.sequence !== position.sequence || message.header('Nats-Msg-Id') !== id) return undefined;
  return readStatus(service, decodeLoggedEvent(message.bytes, position, message.storedAt));
}
