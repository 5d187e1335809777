import type { ReconciledTerm } from '../../contracts/reconciliation.ts';
import type { ReplayBed } from '../server/operations/replay-bed.ts';
import type { SaidOfEvent } from './agreement.ts';
import { statusBySender } from './status-by-sender.ts';

/** An accepted event: a command, or an edited event of operators. */
export interface AcceptedEvent {
  commandId: string;
  position: string;
}

const within = (position: string, { first, last }: { first: string; last: string }): boolean => {
  const [at, from, to] = [position, first, last].map((token) => token.split('-').map(Number)) as [
    number[],
    number[],
    number[],
  ];
  const same = at[0] === from[0] && at[1] === from[1];
  return same && at[2]! >= from[2]! && at[2]! <= to[2]!;
};

/** The term of the history's reconciliation that contains this position. Positions outside all ranges are applied. */
const termOf = (terms: readonly ReconciledTerm[], position: string): string =>
  terms.find(({ ranges }) => ranges.some((range) => within(position, range)))?.term ?? 'applied';

/** What each answer says about these events now. Undefined if one can't be given yet. */
export async function readSaid(
  bed: Pick<ReplayBed, 'ops' | 'pipeline'>,
  events: readonly AcceptedEvent[],
): Promise<SaidOfEvent[] | undefined> {
  const { status, body: reconciliation } = await bed.ops('GET', '/reconciliation');
  const history = reconciliation.projections?.find(
    ({ projection }: { projection: string }) => projection === 'history',
  );
  if (status !== 200 || history?.state !== 'balanced') return undefined;
  return Promise.all(
    events.map(async ({ commandId, position }): Promise<SaidOfEvent> => {
      const [answer, shown] = await Promise.all([
        statusBySender(bed.pipeline, commandId),
        bed.ops('GET', `/dead-letters/history.${position}`),
      ]);
      const traced = await bed.ops('GET', `/traces/${answer.body.correlationId}`);
      const projection = answer.body.projections?.history;
      const deadLetter = shown.status === 200 ? shown.body.deadLetter : null;
      const command = traced.body.commands?.find(
        (each: { commandId: string }) => each.commandId === commandId,
      );
      return {
        commandId,
        position,
        status: {
          state: projection?.state ?? `${answer.status}`,
          replacedBy: projection?.replacedBy ?? null,
          deadLetter: projection?.deadLetter ?? null,
          reason: projection?.reason?.code ?? null,
        },
        deadLetter: deadLetter && {
          state: deadLetter.state,
          how: deadLetter.resolution?.how ?? null,
          by: deadLetter.resolution?.by ?? null,
        },
        term: termOf(history.terms, position),
        trace: command ? { state: command.state, replacedBy: command.replacedBy } : null,
      };
    }),
  );
}
