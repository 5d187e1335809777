'use client';

import { useMemo } from 'react';
import type { CommandSummary } from '../../../../contracts/command-detail.ts';
import { CopyButton } from '../../../ui/buttons/copy-button.tsx';
import { cutId } from '../../../ui/format/cut-id.ts';
import { minuteOf } from '../../../ui/format/minute-of.ts';
import { commandStatus, outcomeOf } from '../../../ui/status/command-status.ts';
import type { Status } from '../../../ui/status/family.ts';
import { StatusWord } from '../../../ui/status/status-word.tsx';
import type { ListColumn } from '../../../ui/table/columns.ts';
import { DataTable } from '../../../ui/table/data-table.tsx';
import { TimeHead } from '../../../ui/table/time-head.tsx';
import { Fields } from '../../../ui/text/command-fields.tsx';
import { Instant } from '../../../ui/text/instant.tsx';

/** A row: a command of the log, or an id that is not in the log. */
export type Row =
  | { commandId: string; command: CommandSummary; status?: never }
  | {
      commandId: string;
      command: null;
      status: Status;
    };

export const rowOf = (command: CommandSummary): Row => ({ commandId: command.commandId, command });
export const idOf = ({ commandId }: { commandId: string }): string => commandId;

/** Which command is open beside the list, and how one is opened. */
export interface OpensCommand {
  openId: string | null;
  open(commandId: string): void;
  hrefOf(commandId: string): string;
}

export function CommandTable({
  now,
  hrefOf,
  ...rest
}: OpensCommand & {
  label: string;
  rows: readonly Row[];
  /** When the list was read: decides which times show their day. */
  now: string;
  stale: boolean;
}) {
  const minute = minuteOf(now);
  const columns = useMemo(() => columnsAt(minute), [minute]);
  return <DataTable columns={columns} idOf={idOf} hrefOf={({ commandId }) => hrefOf(commandId)} {...rest} />;
}

const columnsAt = (now: string): ListColumn<Row>[] => [
  {
    id: 'state',
    head: 'State',
    className: 'w-34',
    phone: 'count',
    beside: true,
    cell: ({ command, status }) => (
      <StatusWord status={command ? commandStatus[outcomeOf(command)] : status} />
    ),
  },
  {
    id: 'title',
    head: 'Command',
    className: 'w-36 @max-[47.5rem]/list:w-32 @max-[35rem]/list:w-auto',
    phone: 'title',
    beside: true,
    cell: ({ command }) => command?.title ?? 'Command',
  },
  {
    id: 'fields',
    head: 'Channel, author, text',
    phone: 'below',
    cell: ({ command }) => command && <Fields fields={command.fields} className="text-ink-2" />,
  },
  {
    id: 'accepted',
    head: <TimeHead>Accepted</TimeHead>,
    className: 'w-44 @max-[35rem]/list:w-28',
    phone: 'time',
    beside: true,
    cell: ({ command }) => (command ? <Instant iso={command.acceptedAt} now={now} /> : '—'),
  },
  {
    id: 'id',
    head: 'Id',
    className: 'w-46 @max-[47.5rem]/list:hidden',
    phone: 'hidden',
    cell: ({ commandId }) => (
      <span className="text-ink-2">
        <span className="mono" title={commandId}>
          {cutId(commandId)}
        </span>
        <CopyButton
          text={commandId}
          what={`the id ${cutId(commandId)}`}
          className="relative z-1 ml-1 align-middle"
        />
      </span>
    ),
  },
];
