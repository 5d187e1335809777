import { appendOperation } from '../../../adapters/jetstream/publish/append-operation.ts';
import { entryActSubject } from '../../../adapters/jetstream/streams/stream-layout.ts';
import { mintCommandId } from '../../../contracts/command-id.ts';
import type { EntryAct } from '../../../contracts/operation.ts';
import type { Acting } from './append-replay-act.ts';
import type { ReplayService } from './replay-service.ts';

/** Stores an act on a dead letter, as it was when read last; then reads on. False where another act came first. */
export async function appendEntryAct(
  service: ReplayService,
  entry: string,
  act: EntryAct,
  by: Acting & { onBehalfOf?: string },
): Promise<boolean> {
  const dot = entry.lastIndexOf('.');
  const expected = service.replays.entryActs.sequence(entry);
  const appended = await appendOperation(
    service.inbox,
    entryActSubject(entry.slice(0, dot), entry.slice(dot + 1)),
    { id: mintCommandId(0, 0), at: new Date().toISOString(), ...by, target: 'dead-letter', entry, ...act },
    {
      expected,
      messageId: `${act.kind}:${entry}:${expected}:${by.requestId}`,
      timeoutMs: service.publishTimeoutMs,
    },
  );
  await service.replays.catchUp();
  return appended.kind === 'stored' && !appended.duplicate;
}
