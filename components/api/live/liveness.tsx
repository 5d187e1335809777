'use client';

import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { formatDuration } from '../../../contracts/words/duration.ts';
import { familyClass } from '../../ui/status/family.ts';
import { liveStatus } from '../../ui/status/live-status.ts';
import { StatusMark } from '../../ui/status/status-mark.tsx';
import { Instant } from '../../ui/text/instant.tsx';

/** How current the page's data is. Times are ISO 8601, UTC. */
export type Liveness =
  | { kind: 'waiting' }
  | { kind: 'live'; readAt: string }
  | { kind: 'polling'; everyMs: number }
  | { kind: 'final'; readAt: string }
  | { kind: 'stale'; since: string | null; now: string; why: string };

/** Null on pages that read nothing. */
const Value = createContext<Liveness | null>(null);
const Report = createContext<(liveness: Liveness | null) => void>(() => {});

export function LivenessProvider({ children }: { children: ReactNode }) {
  const [liveness, setLiveness] = useState<Liveness | null>(null);
  return (
    <Report value={setLiveness}>
      <Value value={liveness}>{children}</Value>
    </Report>
  );
}

/** Reports to the top bar how current the page's main data is. One report per page. */
export function useReportLiveness(liveness: Liveness | null): void {
  const report = useContext(Report);
  const text = JSON.stringify(liveness);
  const value = useMemo(() => JSON.parse(text) as Liveness | null, [text]);
  useEffect(() => {
    report(value);
    return () => report(null);
  }, [report, value]);
}

const pollWord = (everyMs: number): string =>
  everyMs % 1_000 === 0 ? `${everyMs / 1_000} s` : formatDuration(everyMs);

/** A word with a mark, always. */
export function LivenessWord() {
  const liveness = useContext(Value);
  if (liveness === null) return null;
  const status = liveStatus[liveness.kind];
  return (
    <p
      className={`${familyClass[status.family]} flex items-center gap-2 whitespace-nowrap text-small max-cramped:whitespace-normal text-(--status)`}
      data-liveness={liveness.kind}
    >
      <StatusMark mark={status.mark} />
      <span>
        <Words liveness={liveness} />
      </span>
    </p>
  );
}

function Words({ liveness }: { liveness: Liveness }) {
  switch (liveness.kind) {
    case 'waiting':
      return 'Reading';
    case 'live':
      return (
        <>
          Live{' '}
          <span className="max-phone:hidden">
            <Instant iso={liveness.readAt} now={liveness.readAt} />
          </span>
        </>
      );
    case 'polling':
      return `Polling every ${pollWord(liveness.everyMs)}`;
    case 'final':
      return (
        <>
          Final, read <Instant iso={liveness.readAt} now={liveness.readAt} />
        </>
      );
    case 'stale':
      return liveness.since === null ? (
        <>
          Not live<span className="max-phone:hidden"> ({liveness.why})</span>
        </>
      ) : (
        <>
          Not live
          <span className="max-phone:hidden">
            {' '}
            since <Instant iso={liveness.since} now={liveness.now} /> ({liveness.why})
          </span>
        </>
      );
  }
}
