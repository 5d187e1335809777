export type Theme = 'system' | 'light' | 'dark';
type ZoneChoice = 'local' | 'utc';
export type Density = 'compact' | 'comfortable';

/** A person's preferences for the console. They are kept in cookies, so that the first paint already has them. */
export interface Preferences {
  theme: Theme;
  zone: ZoneChoice;
  /** The browser's IANA time zone; null until the browser has reported it. */
  timeZone: string | null;
  /** Whether single letters act as shortcuts (WCAG 2.1.4 asks that they can be switched off). */
  shortcuts: boolean;
  /** The height of a row in lists: 32 or 40 px. */
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
