import { defineField } from '../../history/field.ts';
import { edited } from '../edit-message/edited.ts';
import { message } from '../entities.ts';
import { sent } from '../send-message/sent.ts';

/** A flag that no edit undoes; the first delete wins. A deleted message keeps no text, only the version of its newest edit. */
export const deleted = defineField(message, 'deleted', { wins: 'lowest', erases: [sent, edited] });
