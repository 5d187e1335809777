import { editsBetween } from '../../contracts/words/edits-between.ts';

/** Variables with Waybill's prefix that are not settings: those of the set-up and of the tests. */
const OTHERS = /^WAYBILL_(?:CACHE_DIR|TESTS?_[A-Z_]+|TRUTH_STEPS)$/;

/** A variable with the prefix of Waybill's settings that isn't one of them, so it has no effect. */
export interface UnknownSetting {
  variable: string;
  /** The setting with the most similar name. */
  nearest: string;
}

/**
 * The variables of an environment that look like settings but aren't: misspelt, or removed from Waybill. An empty
 * variable counts as not set. `settings`: the variables of all settings.
 */
export function findUnknownSettings(
  environment: Record<string, string | undefined>,
  settings: readonly string[],
): UnknownSetting[] {
  const known = new Set(settings);
  return Object.keys(environment)
    .filter((variable) => /^WAYBILL_/i.test(variable) && environment[variable])
    .filter((variable) => !known.has(variable) && !OTHERS.test(variable))
    .sort()
    .map((variable) => ({ variable, nearest: nearestTo(variable.toUpperCase(), settings) }));
}

/** The warning for people. */
export const describeUnknown = ({ variable, nearest }: UnknownSetting): string =>
  `${variable} is not a setting and has no effect. The nearest name is ${nearest}; docs/configuration.md lists all settings.`;

function nearestTo(variable: string, settings: readonly string[]): string {
  const distances = settings.map((known) => ({ known, distance: editsBetween(variable, known) }));
  return distances.reduce((a, b) => (b.distance < a.distance ? b : a)).known;
}
