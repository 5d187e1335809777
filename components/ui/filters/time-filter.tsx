'use client';

import { useEffect, useId, useState } from 'react';
import { zoneOffsetMs } from '../chart/zone-offset.ts';
import { useZone } from '../preferences/use-preferences.tsx';

/** `2026-11-23T03:04:11` on the clocks of a zone. */
function localOf(iso: string, zone: string): string {
  const at = Date.parse(iso);
  return Number.isNaN(at) ? '' : new Date(at + zoneOffsetMs(zone, at)).toISOString().slice(0, 19);
}

/** The moment at which the clocks of a zone show this time; empty if it is not valid. */
function momentOf(local: string, zone: string): string {
  const asUtc = Date.parse(`${local}Z`);
  if (Number.isNaN(asUtc)) return '';
  const guess = asUtc - zoneOffsetMs(zone, asUtc);
  // Near a clock change, the offset at the first guess is the right one.
  return new Date(asUtc - zoneOffsetMs(zone, guess)).toISOString();
}

/** A field for a moment, in the chosen zone. */
export function TimeFilter({
  label,
  value,
  change,
}: {
  label: string;
  value: string;
  change(iso: string): void;
}) {
  const id = useId();
  const zone = useZone();
  const [text, setText] = useState(localOf(value, zone));
  useEffect(() => setText(localOf(value, zone)), [value, zone]);
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-ink-2 text-small">
        {label} ({zone.split('/').at(-1)?.replaceAll('_', ' ')})
      </label>
      <input
        id={id}
        type="datetime-local"
        step={1}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => text !== localOf(value, zone) && change(momentOf(text, zone))}
        onKeyDown={(event) => event.key === 'Enter' && change(momentOf(text, zone))}
        className="field h-7 pointer-coarse:h-11"
      />
    </div>
  );
}
