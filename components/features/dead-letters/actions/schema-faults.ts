import type { DeadLetterDetail } from '../../../../contracts/dead-letter-detail.ts';
import type { DeadLetterSummary } from '../../../../contracts/dead-letters.ts';
import { pointerWithin } from '../../../api/failures/pointer-within.ts';
import { SCHEMA_VIOLATION } from '../../../api/models/still-at-work.ts';

type Faults = DeadLetterDetail['schemaFaults'];

/** Whether the event itself is wrong: its worker refused it by its schema, and the present schema refuses it too. */
export const isUnfit = (
  { code, state }: Pick<DeadLetterSummary, 'code' | 'state'>,
  faults: Faults,
): boolean => state === 'open' && code === SCHEMA_VIOLATION && faults.length > 0;

export const UNFIT_WORDS =
  'The event is wrong, not its worker: unchanged, it will fail again. Edit it to fit its schema and replay the edited event.';

export const UNDECODABLE_WORDS =
  'These bytes are no event, so no version of the worker can apply them: a replay changes nothing. Discard them, and find out what wrote them to the log.';

/** The faults that the message does not name: it has only the first one, by a pointer into the data. */
export const unreportedFaults = (message: string, faults: Faults): Faults =>
  faults.filter(
    ({ pointer, detail }) =>
      message !== detail && !message.endsWith(`: ${pointerWithin(pointer, '/data')} ${detail}`),
  );
