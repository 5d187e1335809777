import { hash } from 'node:crypto';

const MAX_LENGTH = 96;
const DIGITS = 8;

/**
 * The id of a rule's alert on a target: stable, and one token of a subject. Characters that a token can't hold are replaced; a
 * hash keeps such ids distinct.
 */
export function alertId(rule: string, ...names: string[]): string {
  const whole = [rule, ...names].join('-');
  const token = whole.replace(/[^A-Za-z0-9_-]/gu, '_');
  if (token === whole && token.length <= MAX_LENGTH) return token;
  const digest = hash('sha256', JSON.stringify([rule, ...names])).slice(0, DIGITS);
  return `${token.slice(0, MAX_LENGTH - DIGITS - 1)}-${digest}`;
}
