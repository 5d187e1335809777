'use client';

import { replacementOf } from '../../../../contracts/replacement-of.ts';
import type { CommandSummary, Slip } from '../../../../contracts/slip.ts';
import styles from '../../../ui/card/card.module.css';
import { SlipFrame } from '../../../ui/card/card.tsx';
import { Definition, Definitions } from '../../../ui/card/definitions.tsx';
import { Stamp } from '../../../ui/card/stamp.tsx';
import { formatPosition } from '../../../ui/format/position.ts';
import { commandHref } from '../../../ui/links/addresses.ts';
import { PageLink } from '../../../ui/links/page-link.tsx';
import { commandStatus } from '../../../ui/status/command-status.ts';
import { familyClass } from '../../../ui/status/family.ts';
import { slipOutcome } from '../../../ui/status/slip-status.ts';
import { Fields } from '../../../ui/text/command-fields.tsx';
import { Inert } from '../../../ui/text/inert.tsx';
import { Instant } from '../../../ui/text/instant.tsx';
import { ClientAnswer } from './client-answer.tsx';
import { SlipActs } from './slip-acts.tsx';
import { Stations } from './stations.tsx';
import { TraceLink } from './trace-link.tsx';
import { useCommandTrace } from './use-command-trace.ts';

/** The slip of a command: what it is, where it has been, and what its client is told. */
export function CommandSlip({ slip, command }: { slip: Slip; command: CommandSummary }) {
  const outcome = slipOutcome(slip);
  const { size, waits } = useCommandTrace(slip);
  const status = commandStatus[outcome];
  const replacedBy = slip.status && replacementOf(slip.status);
  // Its station says it already, in its place.
  const reason = slip.stations.some(({ note }) => note === slip.status?.reason?.detail)
    ? null
    : slip.status?.reason;
  return (
    <SlipFrame label={`${command.title}: ${status.word}`} outcome={outcome}>
      <header className={styles.head}>
        <h2 className={styles.title}>{command.title}</h2>
        <Stamp status={status} />
        <Fields fields={command.fields} className={styles.fields ?? ''} />
      </header>
      {replacedBy !== null && (
        <p className="mt-1 text-ink-2">
          Replaced by <PageLink href={commandHref(replacedBy)}>the command that took its place</PageLink>
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
          value={<Instant iso={command.acceptedAt} now={slip.readAt} as="instant" />}
        />
      </Definitions>
      <Stations stations={slip.stations} status={slip.status} waits={waits} now={slip.readAt} />
      <div className={styles.cut} />
      <ClientAnswer answer={slip.client} commandId={command.commandId} />
      <SlipActs slip={slip} command={command} />
    </SlipFrame>
  );
}
