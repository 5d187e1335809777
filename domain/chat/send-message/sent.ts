import { defineField } from '../../history/field.ts';
import { message } from '../entities.ts';

/**
 * Of several sends with one message id the one of the lowest version counts. The gateway mints an id once, so there are several
 * only where the log holds an event twice, or where an operator's edited event names a message that exists: then it is rejected.
 * An edited event that replaces another carries the same message id, and workers leave the other out
 * (`domain/operations/decisions.ts`), so that only one of the two is ever applied.
 */
export const sent = defineField(message, 'sent', { wins: 'lowest', values: ['text'] });
