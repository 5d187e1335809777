'use client';

import { useQuery } from '@tanstack/react-query';
import { Command } from 'cmdk';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { commandSummaries } from '../../../api/command-summaries.ts';
import { missingPart } from '../../../api/liveness-of.ts';
import { readFromBrowser } from '../../../api/read-from-browser.ts';
import { MAX_PASTED_CORRELATIONS, MAX_PASTED_IDS } from '../../../limits.ts';
import { useConsoleFacts } from '../../../ui/environment/console-facts.ts';
import { cutId } from '../../../ui/format/cut-id.ts';
import { commandHref } from '../../../ui/links/addresses.ts';
import { pages } from '../../../ui/links/pages.ts';
import { findCommandIds } from '../../../ui/paste/find-command-ids.ts';
import { findCorrelationIds } from '../../../ui/paste/find-correlation-ids.ts';
import { usePreferences } from '../../../ui/preferences/use-preferences.tsx';
import { traceHref } from '../../../ui/search-params/traces.ts';
import { commandStatus, outcomeOf } from '../../../ui/status/command-status.ts';
import { StatusWord } from '../../../ui/status/status-word.tsx';
import { Fields } from '../../../ui/text/command-fields.tsx';
import { correlationWord, findThings } from './find-things.ts';
import { CorrelationItem, FoundThingItem } from './found-thing.tsx';
import { KnownPlaces } from './known-places.tsx';
import { paletteHeading, paletteItem } from './palette-item.ts';

/** The palette finds every id in a pasted text and shows its state. It also finds pages and actions by name. */
export default function Palette({ close, openHelp }: { close(): void; openHelp(): void }) {
  const [text, setText] = useState('');
  const router = useRouter();
  const { commandIds } = findCommandIds(text);
  const correlationIds = findCorrelationIds(text).slice(0, MAX_PASTED_CORRELATIONS);
  const things = findThings(text).slice(0, MAX_PASTED_IDS);
  const foundIds = commandIds.length + correlationIds.length + things.length > 0;
  const word = foundIds ? null : correlationWord(text);
  const run = (action: () => void) => () => {
    close();
    action();
  };
  const openCommand = (id: string) => run(() => router.push(commandHref(id)))();
  return (
    <Command label="Find by id, or go to" shouldFilter={!foundIds} className="flex max-h-[70vh] flex-col">
      <Command.Input
        autoFocus
        value={text}
        onValueChange={setText}
        placeholder="Paste an id, a URL, a log line; or type where to go"
        className="h-12 w-full shrink-0 border-line border-b bg-transparent px-4 outline-none"
      />
      <Command.List className="overflow-y-auto p-2 pt-0">
        {!foundIds && word === null && (
          <Command.Empty className="p-3 text-ink-2">
            No id in this text, and no page, alert or action of that name.
          </Command.Empty>
        )}
        {commandIds.length > 0 && <FoundItems ids={commandIds.slice(0, MAX_PASTED_IDS)} open={openCommand} />}
        {correlationIds.length > 0 && (
          <Command.Group heading="Correlation ids found" className={paletteHeading}>
            {correlationIds.map((id) => (
              <CorrelationItem
                key={id}
                id={id}
                open={run(() => router.push(traceHref(id)))}
                openCommand={openCommand}
              />
            ))}
          </Command.Group>
        )}
        {things.length > 0 && (
          <Command.Group heading="Found" className={paletteHeading}>
            {things.map((thing) => (
              <FoundThingItem
                key={`${thing.kind} ${thing.id}`}
                thing={thing}
                open={run(() => router.push(thing.href))}
              />
            ))}
          </Command.Group>
        )}
        {!foundIds && (
          <>
            <KnownPlaces text={text} go={(href) => run(() => router.push(href))()} />
            <Places run={run} openHelp={openHelp} />
          </>
        )}
        {word !== null && (
          <Command.Group forceMount heading="As a correlation id" className={paletteHeading}>
            <CorrelationItem
              key={word}
              id={word}
              open={run(() => router.push(traceHref(word)))}
              openCommand={openCommand}
            />
          </Command.Group>
        )}
      </Command.List>
    </Command>
  );
}

function FoundItems({ ids, open }: { ids: string[]; open(id: string): void }) {
  const { data, error } = useQuery(commandSummaries(readFromBrowser, ids));
  const known = new Map(data?.commands.map((command) => [command.commandId, command]));
  return (
    <Command.Group
      heading={error ? `Ids found; their states: unknown (${missingPart(error)})` : 'Ids found'}
      className={paletteHeading}
    >
      {ids.map((id) => {
        const command = known.get(id);
        const outcome = command ? outcomeOf(command) : 'unknown';
        const status =
          data && !command ? { ...commandStatus.unknown, word: 'not in the log' } : commandStatus[outcome];
        return (
          <Command.Item key={id} value={id} onSelect={() => open(id)} className={paletteItem}>
            <span className="w-32 shrink-0">
              {data || error ? <StatusWord status={status} /> : <span className="skeleton block h-3 w-20" />}
            </span>
            <span className="flex min-w-0 flex-1 gap-2">
              <span className="shrink-0 max-phone:hidden">{command?.title ?? 'Command'}</span>
              {command && <Fields fields={command.fields} className="truncate text-ink-2 max-phone:hidden" />}
            </span>
            <span className="mono shrink-0" title={id}>
              {cutId(id)}
            </span>
          </Command.Item>
        );
      })}
    </Command.Group>
  );
}

function Places({ run, openHelp }: { run(action: () => void): () => void; openHelp(): void }) {
  const router = useRouter();
  const { gatewayUrl } = useConsoleFacts();
  const { zone, toggleZone, theme, setTheme } = usePreferences();
  const themes = (['light', 'dark', 'system'] as const).filter((name) => name !== theme);
  return (
    <>
      <Command.Group heading="Go to" className={paletteHeading}>
        {pages.map(({ href, title, key }) => (
          <Command.Item key={href} onSelect={run(() => router.push(href))} className={paletteItem}>
            {title}
            <kbd className="mono ml-auto text-ink-3">g {key}</kbd>
          </Command.Item>
        ))}
        <Command.Item onSelect={run(() => router.push('/settings'))} className={paletteItem}>
          Settings
        </Command.Item>
        <Command.Item
          onSelect={run(() => window.open(`${gatewayUrl}/docs`, '_blank', 'noopener'))}
          className={paletteItem}
        >
          API reference
        </Command.Item>
      </Command.Group>
      <Command.Group heading="Show" className={paletteHeading}>
        <Command.Item onSelect={run(toggleZone)} className={paletteItem}>
          Times in {zone === 'utc' ? 'local time' : 'UTC'}
        </Command.Item>
        {themes.map((name) => (
          <Command.Item key={name} onSelect={run(() => setTheme(name))} className={paletteItem}>
            Theme: {name}
          </Command.Item>
        ))}
        <Command.Item onSelect={run(openHelp)} className={paletteItem}>
          Keyboard
        </Command.Item>
      </Command.Group>
    </>
  );
}
