'use client';

import type { ReactNode } from 'react';
import { usePreferences } from './use-preferences.tsx';

/** The form for a person's preferences. A change takes effect at once and is kept in this browser. */
export function SettingsForm() {
  const { theme, setTheme, zone, timeZone, toggleZone, density, setDensity, shortcuts, setShortcuts } =
    usePreferences();
  return (
    <div className="flex max-w-[72ch] flex-col gap-6">
      <p className="text-ink-2">Each takes effect at once and is kept in this browser.</p>
      <Choice
        legend="Theme"
        name="theme"
        value={theme}
        options={{ system: 'As the system', light: 'Light', dark: 'Dark' }}
        choose={setTheme}
      />
      <Choice
        legend="Times"
        name="zone"
        value={zone}
        options={{ local: `Local (${timeZone ?? 'unknown'})`, utc: 'UTC' }}
        choose={(next) => next !== zone && toggleZone()}
      />
      <Choice
        legend="Rows of lists"
        name="density"
        value={density}
        options={{ compact: 'Compact', comfortable: 'Comfortable' }}
        choose={setDensity}
      />
      <fieldset>
        <legend className="section-title mb-2">Keyboard</legend>
        <Row>
          <input
            type="checkbox"
            className="size-4 accent-ink"
            checked={shortcuts}
            onChange={(event) => setShortcuts(event.target.checked)}
          />
          Single keys act as shortcuts
        </Row>
        <p className="text-ink-2 text-small">Letters open things and never change anything. ? lists them.</p>
      </fieldset>
    </div>
  );
}

function Choice<Value extends string>({
  legend,
  name,
  value,
  options,
  choose,
}: {
  legend: string;
  name: string;
  value: Value;
  options: Record<Value, string>;
  choose(value: Value): void;
}) {
  return (
    <fieldset>
      <legend className="section-title mb-2">{legend}</legend>
      <div className="flex flex-wrap gap-x-6">
        {(Object.entries(options) as [Value, string][]).map(([option, word]) => (
          <Row key={option}>
            <input
              type="radio"
              name={name}
              className="size-4 accent-ink"
              checked={option === value}
              onChange={() => choose(option)}
            />
            {word}
          </Row>
        ))}
      </div>
    </fieldset>
  );
}

const Row = ({ children }: { children: ReactNode }) => (
  // biome-ignore lint/a11y/noLabelWithoutControl: the control is the first of its children.
  <label className="flex min-h-7 items-center gap-2 pointer-coarse:min-h-11">{children}</label>
);
