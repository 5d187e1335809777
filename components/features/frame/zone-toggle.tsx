'use client';

import { Clock } from 'lucide-react';
import { usePreferences, useZone } from '../../ui/preferences/use-preferences.tsx';

/** Local or UTC, by one click or `z`. Says which zone is shown now. */
export function ZoneToggle({ className = 'px-2 text-ink-2 text-small' }: { className?: string }) {
  const { zone, toggleZone } = usePreferences();
  const name = useZone();
  const other = zone === 'utc' ? 'local time' : 'UTC';
  return (
    <button
      type="button"
      onClick={toggleZone}
      title={`Show times in ${other}`}
      className={`quiet-button hover:bg-hover hover:text-ink ${className}`}
    >
      <Clock size={16} strokeWidth={1.5} aria-hidden="true" />
      <span>{zone === 'utc' ? 'UTC' : `Local (${name})`}</span>
    </button>
  );
}
