import type { CommandSummary } from '../../../contracts/command-detail.ts';
import type { CommandStatus } from '../../../contracts/command-status.ts';
import type { LoggedEvent } from '../../../contracts/event.ts';
import { replacementOf } from '../../../contracts/replacement-of.ts';
import { commandOfEventType } from '../../../domain/catalog.ts';
import { searchFieldsOf } from '../../../domain/command.ts';

const MAX_FIELD = 200;

/** A command in a list: its declared search fields, long ones cut. */
export function summarizeCommand(
  logged: LoggedEvent,
  status: Pick<CommandStatus, 'state' | 'projections'>,
): CommandSummary {
  const { event, position, storedAt } = logged;
  const command = commandOfEventType(event.type);
  return {
    commandId: event.id,
    command: command?.name ?? event.type,
    title: command?.title ?? event.type,
    fields: command
      ? searchFieldsOf(command, event).map(({ name, value }) => ({ name, value: cut(value) }))
      : [{ name: 'author', value: event.actor }],
    correlationId: event.correlationid,
    position,
    acceptedAt: event.time,
    loggedAt: new Date(storedAt).toISOString(),
    state: status.state,
    replacedBy: replacementOf(status),
  };
}

/** Cuts between code points, never inside one. */
const cut = (text: string): string =>
  text.length <= MAX_FIELD
    ? text
    : `${text
        .slice(0, MAX_FIELD)
        .toWellFormed()
        .replace(/\ufffd$/, '')}…`;
