'use client';

import { useState } from 'react';
import type { Trace } from '../../../contracts/traces.ts';
import { traceSentence } from '../../api/models/trace-sentence.ts';
import { CopyButton } from '../../ui/buttons/copy-button.tsx';
import { IndexState } from '../../ui/notices/index-state.tsx';
import { useZone } from '../../ui/preferences/use-preferences.tsx';
import { Inert } from '../../ui/text/inert.tsx';
import { SegmentTable } from './segment-table.tsx';
import { TimeAxis } from './time-axis.tsx';
import { TraceCommand } from './trace-command.tsx';
import { TraceGaps } from './trace-gaps.tsx';
import { traceTime } from './trace-time.ts';
import styles from './waterfall.module.css';
import { WaterfallKey } from './waterfall-key.tsx';

/** One correlation: its outcome, and every command of it on one axis of time. */
export function TraceView({ trace }: { trace: Trace }) {
  const [asTable, setAsTable] = useState(false);
  const zone = useZone();
  const time = traceTime(trace);
  return (
    <>
      <p className="max-w-[72ch] text-title font-semibold text-pretty">{traceSentence(trace)}</p>
      <p className="mt-1 mb-4 flex min-w-0 items-center gap-1 text-ink-2">
        Correlation
        <span className="mono min-w-0 [overflow-wrap:anywhere]">
          <Inert text={trace.correlationId} />
        </span>
        <CopyButton text={trace.correlationId} what="the correlation id" />
      </p>
      <IndexState index={trace.index} />
      <TraceGaps trace={trace} />
      {trace.commands.length > 0 && (
        <section className={styles.waterfall} aria-label="Waterfall">
          <div className="mb-1 flex min-h-7 flex-wrap items-center gap-x-4">
            <h2 className="section-title">Waterfall</h2>
            <span className="text-ink-2 text-small">times in {zone.replaceAll('_', ' ')}</span>
            <button
              type="button"
              aria-pressed={asTable}
              className="quiet-button ml-auto px-2 text-ink-2 text-small hover:bg-hover hover:text-ink"
              onClick={() => setAsTable(!asTable)}
            >
              {asTable ? 'Picture' : 'Table'}
              <span className="visually-hidden"> of the waterfall</span>
            </button>
          </div>
          {asTable ? (
            <SegmentTable trace={trace} />
          ) : (
            <>
              <p className="mb-1 text-ink-2">
                A command’s name opens its detail: the client view, and a reply text.
              </p>
              <WaterfallKey />
              <TimeAxis time={time} now={trace.readAt} />
              <ol>
                {trace.commands.map((command) => (
                  <TraceCommand key={command.commandId} command={command} trace={trace} time={time} />
                ))}
              </ol>
            </>
          )}
        </section>
      )}
    </>
  );
}
