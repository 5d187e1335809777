import { defineField } from '../../history/field.ts';
import { message } from '../entities.ts';

/** The newest edit's text wins. */
export const edited = defineField(message, 'edited', { wins: 'highest', values: ['text'] });
