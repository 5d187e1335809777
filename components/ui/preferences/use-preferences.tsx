'use client';

import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { type Density, keepPreference, type Preferences, type Theme } from './preferences.ts';

interface PreferencesInUse extends Preferences {
  setTheme(theme: Theme): void;
  toggleZone(): void;
  setShortcuts(on: boolean): void;
  setDensity(density: Density): void;
}

const Context = createContext<PreferencesInUse | null>(null);

export function PreferencesProvider({ initial, children }: { initial: Preferences; children: ReactNode }) {
  const [preferences, setPreferences] = useState(initial);

  useEffect(() => {
    const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (timeZone === initial.timeZone) return;
    keepPreference('timeZone', timeZone);
    setPreferences((now) => ({ ...now, timeZone }));
  }, [initial.timeZone]);

  const setTheme = useCallback((theme: Theme) => {
    keepPreference('theme', theme);
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    setPreferences((now) => ({ ...now, theme }));
  }, []);

  const toggleZone = useCallback(() => {
    setPreferences((now) => {
      const zone = now.zone === 'utc' ? 'local' : 'utc';
      keepPreference('zone', zone);
      return { ...now, zone };
    });
  }, []);

  const setShortcuts = useCallback((shortcuts: boolean) => {
    keepPreference('shortcuts', shortcuts ? 'on' : 'off');
    setPreferences((now) => ({ ...now, shortcuts }));
  }, []);

  const setDensity = useCallback((density: Density) => {
    keepPreference('density', density);
    document.documentElement.dataset.density = density;
    setPreferences((now) => ({ ...now, density }));
  }, []);

  const value = useMemo(
    () => ({ ...preferences, setTheme, toggleZone, setShortcuts, setDensity }),
    [preferences, setTheme, toggleZone, setShortcuts, setDensity],
  );
  return <Context value={value}>{children}</Context>;
}

export function usePreferences(): PreferencesInUse {
  const value = useContext(Context);
  if (value === null) throw new Error('usePreferences needs a PreferencesProvider above it.');
  return value;
}

/** The IANA name of the zone in which times are shown now. */
export function useZone(): string {
  const { zone, timeZone } = usePreferences();
  return zone === 'utc' ? 'UTC' : (timeZone ?? 'UTC');
}
