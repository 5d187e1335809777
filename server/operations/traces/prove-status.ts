import { readBatch } from '../../../adapters/jetstream/connection/read-batch.ts';
import { carries } from '../../../adapters/jetstream/records/find-event.ts';
import { eventStream } from '../../../adapters/jetstream/streams/stream-layout.ts';
import type { CommandStatus } from '../../../contracts/command-status.ts';
import type { CommandRow } from '../../../contracts/ports/ledger-index.ts';
import { within } from '../../../contracts/timing/within.ts';
import { loggedEventOf } from '../../status/logged-event-of.ts';
import { readStatus } from '../../status/read-status.ts';
import { readableUntil } from '../../status/readable-until.ts';
import type { StatusService } from '../../status/status-service.ts';

const AT_ONCE = 16;
/** How long the log and the read models may take for a whole page, ms. */
const PATIENCE_MS = 1_500;
/** The read models' share of that: what they can't answer by then comes from the log, without proof. */
const STORES_SHARE = 2 / 3;

/**
 * What a GET would answer now for each of these, by the same index; undefined if that takes too long. With a slow store a
 * GET would wait longer for the same answer.
 */
export async function proveStatuses(
  service: StatusService,
  commands: readonly CommandRow[],
  patienceMs: number = PATIENCE_MS,
): Promise<(CommandStatus | undefined)[]> {
  const proven: (CommandStatus | undefined)[] = new Array(commands.length).fill(undefined);
  const begun = performance.now();
  const deadline = begun + patienceMs;
  const asked = {
    ...service,
    projections: service.projections.map((each) => readableUntil(begun + patienceMs * STORES_SHARE, each)),
  };
  let next = 0;
  const one = async () => {
    while (next < commands.length && performance.now() < deadline) {
      const n = next++;
      proven[n] = await within(deadline - performance.now(), prove(asked, commands[n]!), undefined);
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
  if (message?.sequence !== position.sequence || !carries(message, id)) return undefined;
  return readStatus(service, loggedEventOf({ position, message }, service.search));
}
