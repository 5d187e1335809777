import { defineField } from '../../history/field.ts';
import { message } from '../entities.ts';

/** The newest edit gives the text. */
export const edited = defineField(message, 'edited', { wins: 'highest', values: ['text'] });
