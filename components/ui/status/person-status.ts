import type { Person } from '../../../contracts/access/person.ts';
import { type Status, status } from './family.ts';

export const personStatus = ({ isDisabled, sessions }: Pick<Person, 'isDisabled' | 'sessions'>): Status => {
  if (isDisabled) return status('held', 'disabled');
  return sessions > 0 ? status('ok', 'signed in') : status('none', 'signed out');
};
