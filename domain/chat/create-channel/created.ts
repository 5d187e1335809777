import { defineField } from '../../history/field.ts';
import { channel } from '../entities.ts';

/** The first creation in the log creates the channel. */
export const created = defineField(channel, 'created', { wins: 'lowest', values: ['title', 'creator'] });
