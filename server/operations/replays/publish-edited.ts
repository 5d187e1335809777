import type { AppendOutcome } from '../../../adapters/jetstream/publish/append-event.ts';
import { encodeClaimed } from '../../../adapters/jetstream/publish/encode-event.ts';
import { commandOfEventType } from '../../../domain/catalog.ts';
import type { PendingEdit } from './dead-letter-actions.ts';
import type { ReplayService } from './replay-service.ts';

/** Stores the event of an edit: the same bytes under the same id at each try; within `timeoutMs`. */
export function publishEdited(
  service: ReplayService,
  edit: Pick<PendingEdit, 'event' | 'generation' | 'partition'>,
  timeoutMs: number,
): Promise<AppendOutcome> {
  const { event, generation, partition } = edit;
  const bytes = Buffer.from(JSON.stringify(event));
  const encoded = encodeClaimed(bytes, event, commandOfEventType(event.type)!, { generation, partition });
  return service.log.append(encoded, performance.now() + timeoutMs);
}
