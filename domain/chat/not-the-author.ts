import type { Verification } from '../../contracts/verification.ts';
import { rejected } from '../history/verdicts.ts';

export const notTheAuthor = (verb: 'edit' | 'delete'): Verification =>
  rejected('not-the-author', `Only the author of a message may ${verb} it.`);
