import type { CommandSummary } from '../../../../contracts/command-detail.ts';
import type { CommandStatus } from '../../../../contracts/command-status.ts';
import { replacementOf } from '../../../../contracts/replacement-of.ts';
import { inSeries } from '../../../ui/format/in-series.ts';

/** A reply to the client about a command, ready to paste: no payload, no internals, times in UTC. */
export function clientNote(command: CommandSummary, status: CommandStatus | null): string {
  const kind = command.title.charAt(0).toLowerCase() + command.title.slice(1);
  const said = status === null ? UNKNOWN : sentence(status);
  return `Command ${command.commandId} (${kind}), accepted ${command.acceptedAt}. ${said}`;
}

const UNKNOWN =
  'It is kept safe. Whether it was applied cannot be read at this moment; please don’t send it again.';

function sentence(status: CommandStatus): string {
  switch (status.state) {
    case 'accepted':
    case 'processing':
      return `It is kept safe and in flight${to(status)}. Please don’t send it again.`;
    case 'retrying':
      return `It is kept safe but not yet applied${to(status)}${since(status)}. Waybill retries it automatically; please don’t send it again.`;
    case 'applied':
      return `It was applied${at(status)}.${notYetIn(status)}`;
    case 'rejected':
      return `It was not applied${at(status)}. ${status.reason?.detail ?? 'A business rule refused it.'} If sent again now, it would be refused again.`;
    case 'dead_lettered': {
      const replacedBy = replacementOf(status);
      if (replacedBy !== null)
        return `It could not be applied as it was sent. We replaced it with a corrected command, ${replacedBy}; please don’t send it again.`;
      // The reply promises no time and no outcome: a replay may fail as the first attempt did.
      return `It is kept safe but not yet applied${to(status)}. We are looking into it; please don’t send it again.${reference(status)}`;
    }
    case 'replayed':
      return `It is kept safe and being applied again${to(status)}. Please don’t send it again.`;
  }
}

const isThrough = (state: string): boolean => state === 'applied' || state === 'rejected';

const open = ({ projections }: CommandStatus) =>
  Object.entries(projections).filter(([, { state }]) => !isThrough(state));

/** ` to history and search`: the projections that have not applied it yet. */
function to(status: CommandStatus): string {
  const names = open(status).map(([name]) => name);
  return names.length === 0 ? '' : ` to ${inSeries(names)}`;
}

/** ` It is not yet in search.`: if other projections have applied it. */
function notYetIn(status: CommandStatus): string {
  const names = open(status).map(([name]) => name);
  return names.length === 0 ? '' : ` It is not yet in ${inSeries(names)}.`;
}

/** `, since 06:06Z`: the earliest stall. */
function since(status: CommandStatus): string {
  const times = open(status).flatMap(([, projection]) => (projection.at === null ? [] : [projection.at]));
  const first = times.sort()[0];
  if (first === undefined) return '';
  const day = first.slice(0, 10) === status.acceptedAt.slice(0, 10) ? '' : `${first.slice(0, 10)} `;
  return `, since ${day}${first.slice(11, 16)}Z`;
}

function at(status: CommandStatus): string {
  const times = Object.values(status.projections).flatMap((projection) =>
    projection.at === null ? [] : [projection.at],
  );
  const last = times.sort().at(-1);
  return last === undefined ? '' : ` at ${last}`;
}

/** ` Reference history.1-2-48211.`: the id that the client's own status answer names, too. */
function reference(status: CommandStatus): string {
  const names = open(status).flatMap(([, { deadLetter }]) => (deadLetter === null ? [] : [deadLetter]));
  return names.length === 0 ? '' : ` Reference ${names.join(', ')}.`;
}
