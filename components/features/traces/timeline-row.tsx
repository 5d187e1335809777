import type { ProjectionTrace, Segment, Stage } from '../../../contracts/traces.ts';
import { formatDuration } from '../../../contracts/words/duration.ts';
import { commandTitle } from '../../ui/format/command-title.ts';
import { commandStatus, outcomeOf } from '../../ui/status/command-status.ts';
import { familyClass } from '../../ui/status/family.ts';
import { segmentStatus } from '../../ui/status/segment-status.ts';
import { StatusWord } from '../../ui/status/status-word.tsx';
import { Inert } from '../../ui/text/inert.tsx';
import { segmentWord } from '../../ui/waits/segment-words.ts';
import { Folds } from './time-axis.tsx';
import { percent, type TraceTime } from './trace-time.ts';
import styles from './waterfall.module.css';

/** The smallest share of the width, so that a short part stays visible. */
const LEAST = 0.004;

/** How each part is drawn: work is tall, an ordinary wait is a line, a wait for something broken is between. */
const shapeOf = ({ kind }: Segment): 'work' | 'turn' | 'trouble' | 'unknown' => {
  if (kind === 'working') return 'work';
  if (kind === 'unknown') return 'unknown';
  return kind === 'store-outage' || kind === 'retry-backoff' || kind === 'dead-letter' ? 'trouble' : 'turn';
};

/** A command's timeline in one projection, on the trace's axis. */
export function TimelineRow({ timeline, time }: { timeline: ProjectionTrace; time: TraceTime }) {
  const title = commandTitle(timeline.projection);
  const outcome = timeline.status ? outcomeOf(timeline.status) : 'unknown';
  const first = timeline.segments[0];
  const last = timeline.segments.at(-1);
  const tookMs = first && last ? Date.parse(last.to) - Date.parse(first.from) : null;
  return (
    <div className={styles.row} data-timeline={timeline.projection}>
      <span className={styles.name}>
        <Inert text={title} />
      </span>
      <svg
        className={styles.track}
        width="100%"
        height="20"
        role="img"
        aria-label={sentence(title, timeline)}
      >
        <Folds time={time} />
        {timeline.segments.map((segment) => (
          <Bar key={`${segment.from} ${segment.kind}`} segment={segment} time={time} />
        ))}
        {timeline.stages.map((stage) => (
          <Tick key={`${stage.kind} ${stage.at} ${stage.attempt}`} stage={stage} time={time} />
        ))}
      </svg>
      <span className={styles.end}>
        <StatusWord status={commandStatus[outcome]} />
        <span className={styles.took}>
          {tookMs === null ? 'unknown' : `${formatDuration(tookMs)}${last?.open ? '…' : ''}`}
        </span>
      </span>
    </div>
  );
}

function Bar({ segment, time }: { segment: Segment; time: TraceTime }) {
  const shape = shapeOf(segment);
  const from = time.at(Date.parse(segment.from));
  const width = Math.max(time.at(Date.parse(segment.to)) - from, shape === 'work' ? LEAST : 0);
  const height = { work: 12, trouble: 8, turn: 3, unknown: 1 }[shape];
  return (
    <rect
      x={percent(Math.min(from, 1 - width))}
      width={percent(width)}
      y={10 - height / 2}
      height={height}
      className={`${familyClass[segmentStatus[segment.kind].family]} ${styles[shape]}`}
    >
      <title>{`${segmentWord[segment.kind]}: ${formatDuration(segment.ms)}${segment.open ? ' so far' : ''}`}</title>
    </rect>
  );
}

/** Where an attempt ended, or an operator sent it again. */
function Tick({ stage: { kind, at, attempt }, time }: { stage: Stage; time: TraceTime }) {
  const x = percent(time.at(Date.parse(at)));
  const number = attempt === null ? '' : ` ${attempt}`;
  if (kind === 'failed')
    return (
      <svg x={x} overflow="visible" className={familyClass[commandStatus.dead_lettered.family]}>
        <title>{`Attempt${number} failed`}</title>
        <path d="M0 4 6 10 0 16 -6 10Z" className={styles.tick} />
      </svg>
    );
  if (kind === 'applied' || kind === 'proven')
    return (
      <svg x={x} overflow="visible" className={familyClass[commandStatus.applied.family]}>
        <title>{kind === 'applied' ? `Attempt${number} applied it` : 'Proven by the read model'}</title>
        <circle cx="0" cy="10" r="5" className={styles.tick} />
      </svg>
    );
  if (kind === 'replay-sent')
    return (
      <svg x={x} overflow="visible" className={familyClass[commandStatus.replayed.family]}>
        <title>Sent again by a replay</title>
        <path d="M-4 4 5 10 -4 16Z" className={styles.tick} />
      </svg>
    );
  return null;
}

/** The timeline in words: `History: applied after 3 h 02 min; store outage 3 h 01 min.` */
function sentence(title: string, { segments, status }: ProjectionTrace): string {
  const parts = segments
    .filter(({ ms }) => ms >= 1)
    .map(({ kind, ms, open }) => `${segmentWord[kind]} ${formatDuration(ms)}${open ? ' so far' : ''}`);
  return `${title}: ${commandStatus[status ? outcomeOf(status) : 'unknown'].word}. ${parts.join('; ')}.`;
}
