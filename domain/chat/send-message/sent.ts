import { defineField } from '../../history/field.ts';
import { message } from '../entities.ts';

/**
 * Of several sends with one message id, the lowest version wins. The gateway makes an id once. So several sends exist only
 * if the log holds an event twice, or if an operator's edited event names an existing message: it is then rejected. An
 * edited event that replaces another has the same message id, and workers skip the replaced one
 * (`domain/operations/decisions.ts`), so only one of the two is ever applied.
 */
export const sent = defineField(message, 'sent', { wins: 'lowest', values: ['text'] });
