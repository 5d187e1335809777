import { cookies } from 'next/headers';
import {
  isKnownTimeZone,
  PREFERENCE_COOKIES,
  type Preferences,
  type Theme,
} from '../../components/ui/preferences/preferences.ts';

/** This person's preferences from their cookies; unknown values count as none. */
export async function readPreferences(): Promise<Preferences> {
  const jar = await cookies();
  const read = (name: string) => decodeURIComponent(jar.get(name)?.value ?? '');
  const theme = read(PREFERENCE_COOKIES.theme);
  const timeZone = read(PREFERENCE_COOKIES.timeZone);
  return {
    theme: /^(light|dark)$/.test(theme) ? (theme as Theme) : 'system',
    zone: read(PREFERENCE_COOKIES.zone) === 'utc' ? 'utc' : 'local',
    timeZone: isKnownTimeZone(timeZone) ? timeZone : null,
    shortcuts: read(PREFERENCE_COOKIES.shortcuts) !== 'off',
    density: read(PREFERENCE_COOKIES.density) === 'comfortable' ? 'comfortable' : 'compact',
  };
}
