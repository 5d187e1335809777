'use client';

import { useQuery } from '@tanstack/react-query';
import type { Slip } from '../../../../contracts/slip.ts';
import type { Trace } from '../../../../contracts/traces.ts';
import { readFromBrowser } from '../../../api/read-from-browser.ts';
import { traceOf, traceSize } from '../../../api/trace-of.ts';
import { LIST_POLL_MS } from '../../../limits.ts';
import { isOnItsWay } from '../../../ui/status/command-status.ts';
import { slipOutcome } from '../../../ui/status/slip-status.ts';
import { type Wait, waitsOf } from '../../../ui/waits/waits-of.ts';

/** A worker tells the ledger a moment after it has told the store. */
const TOLD_WITHIN_MS = 30_000;
const TOLD_POLL_MS = 2_000;

export interface CommandTrace {
  /** How many commands its correlation has; null while, or where, the ledger cannot say. */
  size: number | null;
  /** What it waited for on its way into each projection. */
  waits: ReadonlyMap<string, readonly Wait[]>;
}

const nothing: CommandTrace['waits'] = new Map();

/** What the ledger adds to a slip. The slip does not wait for it, and is whole without it. */
export function useCommandTrace(slip: Slip): CommandTrace {
  const correlationId = slip.command?.correlationId ?? '';
  const commandId = slip.command?.commandId ?? null;
  const size = useQuery({ ...traceSize(readFromBrowser, correlationId), enabled: correlationId !== '' });
  const { data } = useQuery({
    ...traceOf(readFromBrowser, correlationId, { command: commandId }),
    enabled: correlationId !== '',
    refetchInterval: ({ state }) => pollMs(slip, state.data),
  });
  const ways = data?.commands.find((each) => each.commandId === commandId)?.projections;
  return {
    size: size.data ?? null,
    waits: ways ? new Map(ways.map((way) => [way.projection, waitsOf(way)])) : nothing,
  };
}

/** As long as the slip may change; then until the ledger has told what the store proves. */
function pollMs(slip: Slip, trace: Trace | undefined): number | false {
  if (isOnItsWay(slipOutcome(slip))) return LIST_POLL_MS;
  const told = trace?.commands[0];
  if (!trace || !told?.timesKnown) return false;
  const isUntold = told.projections.some(({ segments }) => segments.some(({ kind }) => kind === 'untold'));
  const ageMs = Date.parse(trace.readAt) - Date.parse(told.storedAt);
  return (isUntold || told.state !== slip.status?.state) && ageMs < TOLD_WITHIN_MS ? TOLD_POLL_MS : false;
}
