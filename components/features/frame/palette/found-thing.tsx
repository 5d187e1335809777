'use client';

import { useQuery } from '@tanstack/react-query';
import { Command } from 'cmdk';
import type { Trace } from '../../../../contracts/traces.ts';
import { alertDetail } from '../../../api/alerts.ts';
import { consumerDetail } from '../../../api/consumer-detail.ts';
import { deadLetterGroup, deadLetterQuery } from '../../../api/dead-letters.ts';
import { jobTitle } from '../../../api/models/progress-of.ts';
import { commandsAndStates } from '../../../api/models/trace-sentence.ts';
import { OperationsFailure } from '../../../api/read-answer.ts';
import { readFromBrowser } from '../../../api/read-from-browser.ts';
import { replayOf } from '../../../api/replays.ts';
import { traceFound } from '../../../api/trace-of.ts';
import { commandTitle } from '../../../ui/format/command-title.ts';
import { readConsumerId } from '../../../ui/format/consumer-name.ts';
import { cutId } from '../../../ui/format/cut-id.ts';
import { alertStatus } from '../../../ui/status/alert-status.ts';
import { commandStatus, type Outcome, outcomeOf } from '../../../ui/status/command-status.ts';
import { consumerStatusAt } from '../../../ui/status/consumer-status.ts';
import { deadLetterStatus } from '../../../ui/status/dead-letter-status.ts';
import type { Status } from '../../../ui/status/family.ts';
import { replayStatus } from '../../../ui/status/replay-status.ts';
import { StatusWord } from '../../../ui/status/status-word.tsx';
import { Inert } from '../../../ui/text/inert.tsx';
import { errorOf } from '../../../ui/text/tell-apart.ts';
import type { FoundThing } from './find-things.ts';
import { paletteItem } from './palette-item.ts';

/** What is known of an id: its state, or that it was not found. */
interface Found {
  status: Status | null;
  says: string | null;
}

const none = (word: string): Found => ({ status: { ...commandStatus.unknown, word }, says: null });

const at = (of: boolean) => ({ enabled: of, refetchInterval: false as const });

/** Reads one of them; only the query of its kind runs. */
function useFound({ kind, id }: Pick<FoundThing, 'kind' | 'id'>): Found | undefined {
  const consumer = kind === 'consumer' ? readConsumerId(id) : null;
  const deadLetter = useQuery({ ...deadLetterQuery(readFromBrowser, id), ...at(kind === 'dead-letter') });
  const group = useQuery({ ...deadLetterGroup(readFromBrowser, id), ...at(kind === 'group') });
  const replay = useQuery({ ...replayOf(readFromBrowser, id), ...at(kind === 'replay') });
  const alert = useQuery({ ...alertDetail(readFromBrowser, id), ...at(kind === 'alert') });
  const one = useQuery({
    ...consumerDetail(readFromBrowser, consumer ?? { stream: '', consumer: '' }),
    ...at(consumer !== null),
  });
  const { error } = { 'dead-letter': deadLetter, group, replay, alert, consumer: one }[kind];
  if (error) return none(isMissing(error) ? 'not found' : 'unknown');
  if (deadLetter.data) {
    const failed = deadLetter.data.deadLetter;
    return { status: deadLetterStatus[failed.state], says: errorOf(failed) };
  }
  if (group.data) return { status: null, says: errorOf(group.data.group.newest) };
  if (replay.data) return { status: replayStatus(replay.data), says: jobTitle(replay.data) };
  if (alert.data) return { status: alertStatus(alert.data.alert), says: alert.data.alert.title };
  const summary = one.data?.consumer;
  if (summary) return { status: consumerStatusAt(summary.status, summary.retention.leftMs), says: null };
  return undefined;
}

const isMissing = (error: Error): boolean =>
  error instanceof OperationsFailure && (error.status === 404 || error.status === 400);

/** An id in the text, with its state. It leads to its page even where nothing is found: the page says why. */
export function FoundThingItem({ thing, open }: { thing: FoundThing; open(): void }) {
  const found = useFound(thing);
  return <FoundItem name={thing.name} id={thing.id} found={found} open={open} />;
}

/**
 * A word as a correlation id: how many commands it has, and their states. If exactly one was not applied, also that
 * command.
 */
export function CorrelationItem({
  id,
  open,
  openCommand,
}: {
  id: string;
  open(): void;
  openCommand(commandId: string): void;
}) {
  const { data, error } = useQuery(traceFound(readFromBrowser, id));
  const found = error
    ? none(isMissing(error) ? 'not in the ledger' : 'unknown')
    : data === undefined
      ? undefined
      : { status: null, says: commandsAndStates(data) };
  const ill = data && onlyUnapplied(data);
  return (
    <>
      <FoundItem name="Trace" id={id} found={found} open={open} />
      {ill && (
        <FoundItem
          name={commandTitle(ill.command)}
          id={ill.commandId}
          found={{ status: commandStatus[outcomeOf(ill)], says: 'the client view, and why' }}
          open={() => openCommand(ill.commandId)}
        />
      )}
    </>
  );
}

const NOT_APPLIED: readonly Outcome[] = ['dead_lettered', 'rejected', 'retrying'];

function onlyUnapplied({ commands, total }: Trace): Trace['commands'][number] | undefined {
  const ill = commands.filter((command) => NOT_APPLIED.includes(outcomeOf(command)));
  return ill.length === 1 && commands.length === total ? ill[0] : undefined;
}

function FoundItem({
  name,
  id,
  found,
  open,
}: {
  name: string;
  id: string;
  found: Found | undefined;
  open(): void;
}) {
  return (
    <Command.Item value={`${name} ${id}`} forceMount onSelect={open} className={paletteItem}>
      <span className="w-32 shrink-0">
        {found === undefined ? (
          <span className="skeleton block h-3 w-20" />
        ) : (
          found.status && <StatusWord status={found.status} />
        )}
      </span>
      <span className="shrink-0">
        <Inert text={name} />
      </span>
      <span className="min-w-0 flex-1 truncate text-ink-2 max-phone:hidden">
        {found?.says && <Inert text={found.says} />}
      </span>
      <span className="mono shrink-0" title={id}>
        {cutId(id)}
      </span>
    </Command.Item>
  );
}
