'use client';

import { useQuery } from '@tanstack/react-query';
import type { CommandDetail } from '../../../../contracts/command-detail.ts';
import type { Trace } from '../../../../contracts/traces.ts';
import { readFromBrowser } from '../../../api/read-from-browser.ts';
import { traceOf, traceSize } from '../../../api/trace-of.ts';
import { LIST_POLL_MS } from '../../../limits.ts';
import { commandDetailOutcome } from '../../../ui/status/command-detail-status.ts';
import { isInFlight } from '../../../ui/status/command-status.ts';
import { type Wait, waitsOf } from '../../../ui/waits/waits-of.ts';

/** A worker writes to the ledger shortly after it writes to the store. */
const REPORTED_WITHIN_MS = 30_000;
const REPORT_POLL_MS = 2_000;

interface CommandTrace {
  /** How many commands its correlation id has; null if the ledger doesn't know, or doesn't know yet. */
  size: number | null;
  /** Its waits, by projection. */
  waits: ReadonlyMap<string, readonly Wait[]>;
}

const nothing: CommandTrace['waits'] = new Map();

/** What the ledger adds to a command detail. The detail does not wait for it. */
export function useCommandTrace(commandDetail: CommandDetail): CommandTrace {
  const correlationId = commandDetail.command?.correlationId ?? '';
  const commandId = commandDetail.command?.commandId ?? null;
  const size = useQuery({ ...traceSize(readFromBrowser, correlationId), enabled: correlationId !== '' });
  const { data } = useQuery({
    ...traceOf(readFromBrowser, correlationId, { command: commandId }),
    enabled: correlationId !== '',
    refetchInterval: ({ state }) => pollMs(commandDetail, state.data),
  });
  const ways = data?.commands.find((each) => each.commandId === commandId)?.projections;
  return {
    size: size.data ?? null,
    waits: ways ? new Map(ways.map((way) => [way.projection, waitsOf(way)])) : nothing,
  };
}

/** Read again while the command may change, and then until the ledger has recorded what the store proves. */
function pollMs(commandDetail: CommandDetail, trace: Trace | undefined): number | false {
  if (isInFlight(commandDetailOutcome(commandDetail))) return LIST_POLL_MS;
  const recorded = trace?.commands[0];
  if (!trace || !recorded?.timesKnown) return false;
  const isUnknown = recorded.projections.some(({ segments }) =>
    segments.some(({ kind }) => kind === 'unknown'),
  );
  const ageMs = Date.parse(trace.readAt) - Date.parse(recorded.storedAt);
  return (isUnknown || recorded.state !== commandDetail.status?.state) && ageMs < REPORTED_WITHIN_MS
    ? REPORT_POLL_MS
    : false;
}
