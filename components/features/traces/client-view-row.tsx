import type { TraceCommand } from '../../../contracts/traces.ts';
import { commandStatus } from '../../ui/status/command-status.ts';
import { familyClass } from '../../ui/status/family.ts';
import { Folds } from './time-axis.tsx';
import { percent, type TraceTime } from './trace-time.ts';
import styles from './waterfall.module.css';

/** The client view at each moment, on the trace's axis. */
export function ClientViewRow({ command, time }: { command: TraceCommand; time: TraceTime }) {
  const clientAnswers = command.clientView;
  const last = clientAnswers.at(-1);
  if (!last) return null;
  return (
    <div className={styles.row} data-client-view>
      <span className={styles.name}>A client sees</span>
      <svg
        className={styles.track}
        width="100%"
        height="20"
        role="img"
        aria-label={`Client view: ${clientAnswers.map(({ state }) => commandStatus[state].word).join(', then ')}.`}
      >
        <Folds time={time} />
        {clientAnswers.map(({ from, state }, index) => {
          const x0 = time.at(Date.parse(from));
          const next = clientAnswers[index + 1];
          const x1 = next ? time.at(Date.parse(next.from)) : 1;
          return (
            <rect
              key={from}
              x={percent(x0)}
              width={percent(Math.max(0, x1 - x0))}
              y="7"
              height="6"
              className={`${familyClass[commandStatus[state].family]} ${styles.clientAnswer}`}
            >
              <title>{commandStatus[state].word}</title>
            </rect>
          );
        })}
      </svg>
      <span className={styles.end}>
        <span>{clientAnswers.map(({ state }) => commandStatus[state].word).slice(-1)}</span>
        <span className={styles.took}>{last.proven ? 'proven' : 'recorded'}</span>
      </span>
    </div>
  );
}
