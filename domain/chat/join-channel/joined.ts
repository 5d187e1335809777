import { defineField } from '../../history/field.ts';
import { member } from '../entities.ts';

/** The first join wins. */
export const joined = defineField(member, 'joined', { wins: 'lowest' });
