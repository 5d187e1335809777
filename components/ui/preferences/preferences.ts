export type Theme = 'system' | 'light' | 'dark';
type ZoneChoice = 'local' | 'utc';
export type Density = 'compact' | 'comfortable';

/** What a person chooses for the whole console; kept in cookies, so that the first paint already has it. */
export interface Preferences {
  theme: Theme;
  zone: ZoneChoice;
  /** The browser's IANA time zone; null until it has said so once. */
  timeZone: string | null;
  /** Whether single letters act as shortcuts (WCAG 2.1.4 asks that they can be switched off). */
  shortcuts: boolean;
  /** How tall a row of a list is: 32 px, or 40. */
  density: Density;
}

export const PREFERENCE_COOKIES = {
  theme: 'waybill_theme',
  zone: 'waybill_zone',
  timeZone: 'waybill_time_zone',
  shortcuts: 'waybill_shortcuts',
  density: 'waybill_density',
} as const;

export function isKnownTimeZone(name: string): boolean {
  if (!/^[A-Za-z0-9_+\-/]{1,64}$/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en-GB', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const YEAR_S = 31_536_000;

export function keepPreference(name: keyof typeof PREFERENCE_COOKIES, value: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox before 140.
  document.cookie = `${PREFERENCE_COOKIES[name]}=${encodeURIComponent(value)}; path=/; max-age=${YEAR_S}; samesite=strict`;
}
