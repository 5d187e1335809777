'use client';

import type { CommandDetail, CommandSummary } from '../../../../contracts/command-detail.ts';
import { replacementOf } from '../../../../contracts/replacement-of.ts';
import styles from '../../../ui/card/card.module.css';
import { DetailFrame } from '../../../ui/card/card.tsx';
import { Definition, Definitions } from '../../../ui/card/definitions.tsx';
import { Stamp } from '../../../ui/card/stamp.tsx';
import { formatPosition } from '../../../ui/format/position.ts';
import { commandHref } from '../../../ui/links/addresses.ts';
import { PageLink } from '../../../ui/links/page-link.tsx';
import { commandDetailOutcome } from '../../../ui/status/command-detail-status.ts';
import { commandStatus } from '../../../ui/status/command-status.ts';
import { familyClass } from '../../../ui/status/family.ts';
import { Fields } from '../../../ui/text/command-fields.tsx';
import { Inert } from '../../../ui/text/inert.tsx';
import { Instant } from '../../../ui/text/instant.tsx';
import { ClientAnswer } from './client-answer.tsx';
import { CommandDetailActions } from './command-detail-actions.tsx';
import { missingProjections } from './missing-projections.ts';
import { Stages } from './stages.tsx';
import { TraceLink } from './trace-link.tsx';
import { useCommandTrace } from './use-command-trace.ts';

/** The detail of a command: what it is, its stages, and the client view. */
export function CommandDetailView({
  commandDetail,
  command,
}: {
  commandDetail: CommandDetail;
  command: CommandSummary;
}) {
  const outcome = commandDetailOutcome(commandDetail);
  const { size, waits } = useCommandTrace(commandDetail);
  const status = commandStatus[outcome];
  const missing = missingProjections(commandDetail);
  const replacedBy = commandDetail.status && replacementOf(commandDetail.status);
  // The stage above says so already.
  const reason = commandDetail.stages.some(({ note }) => note === commandDetail.status?.reason?.detail)
    ? null
    : commandDetail.status?.reason;
  return (
    <DetailFrame label={`${command.title}: ${status.word}`} outcome={outcome}>
      <header className={styles.head}>
        <h2 className={styles.title}>{command.title}</h2>
        <Stamp status={status} />
        <Fields fields={command.fields} className={styles.fields ?? ''} />
      </header>
      {missing !== null && (
        <p className="mt-1 text-ink-2">
          Not complete: not yet in <Inert text={missing} />.
        </p>
      )}
      {replacedBy !== null && (
        <p className="mt-1 text-ink-2">
          Replaced by <PageLink href={commandHref(replacedBy)}>a corrected command</PageLink>
        </p>
      )}
      {reason && (
        <p className={`${familyClass[status.family]} ${styles.reason}`}>
          <Inert text={reason.detail} />
        </p>
      )}
      <Definitions>
        <Definition name="Command" value={command.commandId} copy={command.commandId} wide />
        <Definition
          name="Correlation"
          value={command.correlationId}
          copy={command.correlationId}
          after={<TraceLink command={command} size={size} />}
          wide
        />
        <Definition
          name="Position"
          value={formatPosition(command.position)}
          title={`Position token ${command.position}`}
        />
        <Definition
          name="Accepted"
          value={<Instant iso={command.acceptedAt} now={commandDetail.readAt} as="instant" />}
        />
      </Definitions>
      <Stages
        stages={commandDetail.stages}
        status={commandDetail.status}
        waits={waits}
        now={commandDetail.readAt}
      />
      <div className={styles.cut} />
      <ClientAnswer answer={commandDetail.client} commandId={command.commandId} />
      <CommandDetailActions commandDetail={commandDetail} command={command} />
    </DetailFrame>
  );
}
