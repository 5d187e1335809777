'use client';

import { useEffect, useState } from 'react';
import type { Slip, Station } from '../../../../contracts/slip.ts';
import styles from '../../../ui/card/card.module.css';
import { cutId } from '../../../ui/format/cut-id.ts';
import { formatDuration, formatTook } from '../../../ui/format/duration.ts';
import { commandHref } from '../../../ui/links/addresses.ts';
import { PageLink } from '../../../ui/links/page-link.tsx';
import { familyClass } from '../../../ui/status/family.ts';
import { stationStatus } from '../../../ui/status/slip-status.ts';
import { StatusMark } from '../../../ui/status/status-mark.tsx';
import { Inert } from '../../../ui/text/inert.tsx';
import { Instant } from '../../../ui/text/instant.tsx';
import { WaitLine } from '../../../ui/waits/wait-line.tsx';
import type { Wait } from '../../../ui/waits/waits-of.ts';
import { DeadLetterCause } from './dead-letter-cause.tsx';

/** A wait is drawn from one second on. */
const WAIT_MS = 1_000;

const railOf = ({ state, tookMs }: Station): 'solid' | 'dashed' | 'dotted' => {
  if (state === 'not-yet' || state === 'unknown' || state === 'under-way') return 'dashed';
  return tookMs !== null && tookMs >= WAIT_MS ? 'dotted' : 'solid';
};

/** How long a projection has been waited for, in milliseconds since the log; null when it is reached or that is short. */
function waitedMs({ kind, state }: Station, stations: readonly Station[], now: string): number | null {
  const loggedAt = stations.find((station) => station.kind === 'log')?.at;
  if (kind !== 'projection' || !loggedAt || (state !== 'under-way' && state !== 'not-yet')) return null;
  const ms = Date.parse(now) - Date.parse(loggedAt);
  return ms >= WAIT_MS ? ms : null;
}

/**
 * The stations of a command on their rail. Those still to come are there from the start, so that nothing shifts
 * when they are reached.
 */
export function Stations({
  stations,
  status,
  waits,
  now,
}: {
  stations: readonly Station[];
  status: Slip['status'];
  /** What it waited for, by projection, where the ledger tells. */
  waits: ReadonlyMap<string, readonly Wait[]>;
  now: string;
}) {
  // What is there at first has not arrived before one's eyes.
  const [live, setLive] = useState(false);
  useEffect(() => setLive(true), []);
  return (
    <ol className={styles.stations} data-live={live}>
      {stations.map((station, index) => {
        const projection = station.kind === 'projection';
        const { family, mark, word } = stationStatus(station, status);
        const waited = waitedMs(station, stations, now);
        return (
          <li
            key={`${station.kind} ${station.name}`}
            className={`${styles.station} ${familyClass[family]}`}
            data-kind={projection ? 'projection' : 'trunk'}
            data-rail={railOf(station)}
            data-first={index === 0}
            data-last={index === stations.length - 1}
            data-station={station.name}
            data-state={station.state}
          >
            <span className={styles.rail} aria-hidden="true">
              <span className={styles.dot} />
            </span>
            <span className={styles.name}>
              <Inert text={station.title} />
              <span className="visually-hidden">: </span>
            </span>
            <span className={styles.word}>
              <StatusMark key={mark} mark={mark} />
              <Inert text={word} />
            </span>
            <span className={styles.time}>
              {station.at === null ? (
                <span aria-hidden="true">—</span>
              ) : (
                <>
                  <span className="visually-hidden"> at </span>
                  <Instant iso={station.at} now={now} as="exact" />
                </>
              )}
            </span>
            <span className={styles.took}>
              {station.tookMs !== null ? (
                <>
                  <span className="visually-hidden">, after </span>
                  {formatTook(station.tookMs)}
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
            <StationNotes
              station={station}
              waits={waits.get(station.name) ?? []}
              deadLetter={status?.projections[station.name]?.deadLetter ?? null}
              replacedBy={status?.projections[station.name]?.replacedBy ?? null}
              now={now}
            />
          </li>
        );
      })}
    </ol>
  );
}

/** Below a station: first what it waited for, then what went wrong there. */
function StationNotes({
  station,
  waits,
  deadLetter,
  replacedBy,
  now,
}: {
  station: Station;
  waits: readonly Wait[];
  /** The id of the dead letter it is kept as there. */
  deadLetter: string | null;
  /** The command that took its place there. */
  replacedBy: string | null;
  now: string;
}) {
  if (waits.length === 0 && station.note === null && deadLetter === null) return null;
  return (
    <span className={styles.note}>
      {waits.map((wait) => (
        <span key={wait.kind} className="block">
          <span className="visually-hidden">. </span>
          <WaitLine wait={wait} now={now} />
        </span>
      ))}
      {station.note !== null && (
        <span className={styles.cause} data-failed={station.state === 'failed'}>
          <span className="visually-hidden">. </span>
          <Inert text={station.note} />
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
