'use client';

import { useEffect, useState } from 'react';
import type { CommandDetail, Stage } from '../../../../contracts/command-detail.ts';
import type { ProjectionStatus } from '../../../../contracts/command-status.ts';
import { formatDuration } from '../../../../contracts/words/duration.ts';
import styles from '../../../ui/card/stages.module.css';
import { cutId } from '../../../ui/format/cut-id.ts';
import { formatTook } from '../../../ui/format/duration.ts';
import { commandHref } from '../../../ui/links/addresses.ts';
import { PageLink } from '../../../ui/links/page-link.tsx';
import { stageStatus } from '../../../ui/status/command-detail-status.ts';
import { familyClass } from '../../../ui/status/family.ts';
import { StatusMark } from '../../../ui/status/status-mark.tsx';
import { Inert } from '../../../ui/text/inert.tsx';
import { Instant } from '../../../ui/text/instant.tsx';
import { WaitLine } from '../../../ui/waits/wait-line.tsx';
import type { Wait } from '../../../ui/waits/waits-of.ts';
import own from './command-detail.module.css';
import { DeadLetterCause } from './dead-letter-cause.tsx';

/** A wait is drawn from one second on. */
const WAIT_MS = 1_000;

const railOf = ({ state, tookMs }: Stage): 'solid' | 'dashed' | 'dotted' => {
  if (state === 'not-yet' || state === 'unknown' || state === 'under-way') return 'dashed';
  return tookMs !== null && tookMs >= WAIT_MS ? 'dotted' : 'solid';
};

/**
 * How long the command has waited for a projection, in ms since it was stored; null if it is applied there, or for a
 * short wait.
 */
function waitedMs({ kind, state }: Stage, stages: readonly Stage[], now: string): number | null {
  const loggedAt = stages.find((stage) => stage.kind === 'log')?.at;
  if (kind !== 'projection' || !loggedAt || (state !== 'under-way' && state !== 'not-yet')) return null;
  const ms = Date.parse(now) - Date.parse(loggedAt);
  return ms >= WAIT_MS ? ms : null;
}

/** The stages of a command on their rail. Later stages are drawn from the start, so that nothing moves when they are reached.
 */
export function Stages({
  stages,
  status,
  waits,
  now,
}: {
  stages: readonly Stage[];
  status: CommandDetail['status'];
  /** Its waits, by projection, where the ledger has them. */
  waits: ReadonlyMap<string, readonly Wait[]>;
  now: string;
}) {
  // Stages that exist at the first drawing get no animation.
  const [live, setLive] = useState(false);
  useEffect(() => setLive(true), []);
  return (
    <ol className={styles.stages} data-live={live}>
      {stages.map((stage, index) => {
        const projection = stage.kind === 'projection';
        const { family, mark, word } = stageStatus(stage, status);
        const waited = waitedMs(stage, stages, now);
        return (
          <li
            key={`${stage.kind} ${stage.name}`}
            className={`${styles.stage} ${familyClass[family]}`}
            data-kind={projection ? 'projection' : 'trunk'}
            data-rail={railOf(stage)}
            data-first={index === 0}
            data-last={index === stages.length - 1}
            data-stage={stage.name}
            data-state={stage.state}
          >
            <span className={styles.rail} aria-hidden="true">
              <span className={styles.dot} />
            </span>
            <span className={styles.name}>
              <Inert text={stage.title} />
              <span className="visually-hidden">: </span>
            </span>
            <span className={styles.word}>
              <StatusMark key={mark} mark={mark} />
              <Inert text={word} />
            </span>
            <span className={styles.time}>
              {stage.at === null ? (
                <span aria-hidden="true">—</span>
              ) : (
                <>
                  <span className="visually-hidden"> at </span>
                  <Instant iso={stage.at} now={now} as="exact" />
                </>
              )}
            </span>
            <span className={styles.took}>
              {stage.tookMs !== null ? (
                <>
                  <span className="visually-hidden">, after </span>
                  {formatTook(stage.tookMs)}
                </>
              ) : waited !== null ? (
                <>
                  <span className="visually-hidden">, so far </span>
                  {formatDuration(waited)}…
                </>
              ) : (
                <span aria-hidden="true">—</span>
              )}
            </span>
            <StageNotes
              stage={stage}
              waits={waits.get(stage.name) ?? []}
              status={status?.projections[stage.name]}
              now={now}
            />
          </li>
        );
      })}
    </ol>
  );
}

/** Below a stage: its waits, then its failures. */
function StageNotes({
  stage,
  waits,
  status,
  now,
}: {
  stage: Stage;
  waits: readonly Wait[];
  /** Undefined for the stages before any projection. */
  status: ProjectionStatus | undefined;
  now: string;
}) {
  const { deadLetter = null, replacedBy = null, until = null } = status ?? {};
  if (waits.length === 0 && stage.note === null && deadLetter === null) return null;
  return (
    <span className={styles.note}>
      {waits.map((wait) => (
        <span key={wait.kind} className="block">
          <span className="visually-hidden">. </span>
          <WaitLine wait={wait} now={now} />
        </span>
      ))}
      {stage.note !== null && (
        <span className={own.cause} data-failed={stage.state === 'failed'}>
          <span className="visually-hidden">. </span>
          <Inert text={stage.note} />
          {until !== null && (
            <>
              {' '}
              The change is tried until <Instant iso={until} now={now} /> at the latest.
            </>
          )}
        </span>
      )}
      {replacedBy !== null && (
        <span className="block">
          <span className="visually-hidden">. </span>
          Replaced by{' '}
          <PageLink href={commandHref(replacedBy)} className="mono">
            {cutId(replacedBy)}
          </PageLink>
        </span>
      )}
      {deadLetter !== null && <DeadLetterCause id={deadLetter} replaced={replacedBy !== null} />}
    </span>
  );
}
