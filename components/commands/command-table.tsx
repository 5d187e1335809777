'use client';

import type { KeyboardEvent, MouseEvent, Ref } from 'react';
import type { CommandSummary } from '../../contracts/slip.ts';
import { CopyButton } from '../copy-button.tsx';
import { cutId } from '../format/cut-id.ts';
import { Instant } from '../instant.tsx';
import { usePreferences, useZone } from '../preferences/use-preferences.tsx';
import { commandStatus, type Status } from '../status.ts';
import { StatusWord } from '../status-word.tsx';
import styles from './command-table.module.css';
import { Fields } from './fields.tsx';

/** A row: a command of the log, or an id the log holds no command of. */
export type Row =
  | { commandId: string; command: CommandSummary; status?: never }
  | {
      commandId: string;
      command: null;
      status: Status;
    };

export const rowOf = (command: CommandSummary): Row => ({ commandId: command.commandId, command });

export function CommandTable({
  label,
  rows,
  now,
  stale = false,
  openId,
  open,
  hrefOf,
  ref,
}: {
  label: string;
  rows: readonly Row[];
  /** When this was read: decides which times need their day. */
  now: string;
  stale?: boolean;
  openId: string | null;
  open(commandId: string): void;
  hrefOf(commandId: string): string;
  ref?: Ref<HTMLTableElement>;
}) {
  const zone = useZone();
  const { shortcuts } = usePreferences();
  const onKeyDown = (event: KeyboardEvent<HTMLTableElement>) => {
    if (!shortcuts || event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return;
    const links = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row]')];
    const at = links.indexOf(document.activeElement as HTMLElement);
    if (event.key === 'j') links[Math.min(at + 1, links.length - 1)]?.focus();
    else if (event.key === 'k') links[Math.max(at - 1, 0)]?.focus();
    else if (event.key === 'c' && links[at] instanceof HTMLAnchorElement) {
      void navigator.clipboard?.writeText(
        new URL(links[at].getAttribute('href') ?? '', location.href).href.split('?')[0] ?? '',
      );
    }
  };
  return (
    <table ref={ref} aria-label={label} className={styles.table} data-stale={stale} onKeyDown={onKeyDown}>
      <thead>
        <tr>
          <th scope="col">State</th>
          <th scope="col">Command</th>
          <th scope="col">Channel, author, text</th>
          <th scope="col">
            <span className={styles.wide}>Accepted (</span>
            {/* The city is enough here, and fits; the whole name stands in the top bar. */}
            <span title={zone}>{zone.split('/').at(-1)?.replaceAll('_', ' ')}</span>
            <span className={styles.wide}>)</span>
          </th>
          <th scope="col">Id</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <TableRow
            key={row.commandId}
            row={row}
            now={now}
            selected={row.commandId === openId}
            open={open}
            href={hrefOf(row.commandId)}
          />
        ))}
      </tbody>
    </table>
  );
}

function TableRow({
  row: { commandId, command, status },
  now,
  selected,
  open,
  href,
}: {
  row: Row;
  now: string;
  selected: boolean;
  open(commandId: string): void;
  href: string;
}) {
  const onClick = (event: MouseEvent) => {
    // A new tab or window gets the page, as any link would.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    open(commandId);
  };
  return (
    <tr aria-current={selected ? 'true' : undefined}>
      <td className={styles.state}>
        <StatusWord status={command ? commandStatus[command.state] : status} />
      </td>
      <td className={styles.title}>
        <a href={href} data-row={commandId} onClick={onClick} className={styles.open}>
          {command?.title ?? 'Command'}
        </a>
      </td>
      <td className={styles.fields}>{command && <Fields fields={command.fields} />}</td>
      <td className={styles.time}>{command ? <Instant iso={command.acceptedAt} now={now} /> : '—'}</td>
      <td className={styles.id}>
        <span className="mono" title={commandId}>
          {cutId(commandId)}
        </span>
        <CopyButton text={commandId} what={`the id ${cutId(commandId)}`} className={styles.copy ?? ''} />
      </td>
    </tr>
  );
}
