/**
 * The families of states. Only this folder decides how a state looks, with one table per kind of thing. Components
 * get a class that sets `--status`, `--status-mark` and `--status-tint`.
 *
 * Hue means state and nothing else. A rejection has no family of its own: a business rule refused the command, which
 * is no incident.
 */
type Family = 'ok' | 'active' | 'held' | 'warn' | 'bad' | 'none';

export type Mark = 'check' | 'half' | 'bars' | 'triangle' | 'cross' | 'dashed' | 'slashed';

export interface Status {
  family: Family;
  mark: Mark;
  word: string;
}

const markOf: Record<Family, Mark> = {
  ok: 'check',
  active: 'half',
  held: 'bars',
  warn: 'triangle',
  bad: 'cross',
  none: 'dashed',
};

/** One state: its family, its word, and the family’s mark where no other is named. */
export const status = (family: Family, word: string, mark: Mark = markOf[family]): Status => ({
  family,
  mark,
  word,
});

/** The class that carries a family's tokens. */
export const familyClass: Record<Family, string> = {
  ok: 'status-ok',
  active: 'status-active',
  held: 'status-held',
  warn: 'status-warn',
  bad: 'status-bad',
  none: 'status-none',
};

/** For the button of an action that can't be undone: only there a status colour marks an action. */
export const dangerClass: string = familyClass.bad;

/** The sides of a difference: the old value and the new one. */
export const differenceSides = { '−': 'bad', '+': 'ok' } as const satisfies Record<string, Family>;
