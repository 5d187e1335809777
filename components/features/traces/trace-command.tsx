import type { TraceCommand as Command, Trace } from '../../../contracts/traces.ts';
import { commandTitle } from '../../ui/format/command-title.ts';
import { cutId } from '../../ui/format/cut-id.ts';
import { commandHref } from '../../ui/links/addresses.ts';
import { PageLink } from '../../ui/links/page-link.tsx';
import { commandStatus, outcomeOf } from '../../ui/status/command-status.ts';
import { StatusWord } from '../../ui/status/status-word.tsx';
import { Inert } from '../../ui/text/inert.tsx';
import { Instant } from '../../ui/text/instant.tsx';
import { ClientViewList } from './client-view-list.tsx';
import { ClientViewRow } from './client-view-row.tsx';
import { Disclosure } from './disclosure.tsx';
import { StageTable } from './stage-table.tsx';
import { TimelineNotes } from './timeline-notes.tsx';
import { TimelineRow } from './timeline-row.tsx';
import type { TraceTime } from './trace-time.ts';
import styles from './waterfall.module.css';

/** One command of a trace: what it is, its timeline in each projection, and the client view. */
export function TraceCommand({ command, trace, time }: { command: Command; trace: Trace; time: TraceTime }) {
  const { commandId, subject, actor, storedAt, causationId, facts } = command;
  const now = trace.readAt;
  const effects = trace.links.filter(({ cause }) => cause === commandId);
  const hrefOf = (id: string) =>
    trace.commands.some((each) => each.commandId === id) ? `#${id}` : `/commands/${id}`;
  return (
    <li id={commandId} className="scroll-mt-14 border-line border-t py-3" data-state={command.state}>
      <div className="mb-1 flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <h3 className="font-semibold">
          <PageLink href={commandHref(commandId)} className="inline-block">
            <Inert text={commandTitle(command.command)} />
          </PageLink>
        </h3>
        <StatusWord status={commandStatus[outcomeOf(command)]} />
        <span className="min-w-0 text-ink-2 [overflow-wrap:anywhere]">
          <Inert text={subject} /> · <Inert text={actor} />
        </span>
        <span className="mono ml-auto text-ink-2 max-phone:ml-0">
          <Instant iso={storedAt} now={now} as="exact" /> <span title={commandId}>{cutId(commandId)}</span>
        </span>
      </div>
      {causationId !== null && (
        <p className="text-ink-2">
          Caused by{' '}
          <a href={hrefOf(causationId)} className="mono">
            {cutId(causationId)}
          </a>
        </p>
      )}
      {effects.map(({ effect }) => (
        <p key={effect} className="text-ink-2">
          Caused{' '}
          <a href={hrefOf(effect)} className="mono">
            {cutId(effect)}
          </a>
        </p>
      ))}
      {command.projections.map((timeline) => (
        <div key={timeline.projection}>
          <TimelineRow timeline={timeline} time={time} />
          <TimelineNotes timeline={timeline} now={now} />
        </div>
      ))}
      <ClientViewRow command={command} time={time} />
      {facts.length > 0 && (
        <ul className={styles.notes}>
          {facts.map((fact) => (
            <li key={fact}>
              <Inert text={fact} />
            </li>
          ))}
        </ul>
      )}
      <Disclosure name="Timeline and client answers">
        <ClientViewList clientAnswers={command.clientView} now={now} />
        <StageTable command={command} now={now} />
      </Disclosure>
    </li>
  );
}
