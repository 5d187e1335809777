import { EVENT_SOURCE } from '../../../adapters/jetstream/publish/encode-event.ts';
import type { CommandDetail, Stage } from '../../../contracts/command-detail.ts';
import type { CommandStatus, ProjectionStatus } from '../../../contracts/command-status.ts';
import type { Position } from '../../../contracts/position.ts';
import { PROBLEMS } from '../../../contracts/problem.ts';
import { formatCount } from '../../../contracts/words/count.ts';
import { statusPath } from '../../commands/acceptance.ts';
import { problemDocument } from '../../http/problem-document.ts';
import { missingProblem } from '../../status/client-answer.ts';
import { locateCommand } from '../../status/locate-command.ts';
import { readStatus } from '../../status/read-status.ts';
import type { ReadableProjection } from '../../status/readable-projection.ts';
import type { StatusService } from '../../status/status-service.ts';
import { summarizeCommand } from './summarize-command.ts';

/** The detail of one command: its stages, its event, and the answer its client would get now. Throws LogUnavailable. */
export async function makeCommandDetail(
  service: StatusService,
  id: string,
  hint: Position | undefined,
  correlationId: string,
): Promise<CommandDetail> {
  const location = await locateCommand(service, id, hint);
  const readAt = new Date().toISOString();
  if (!('event' in location)) {
    const { problem, message } = missingProblem(location);
    return {
      command: null,
      event: null,
      stages: [],
      status: null,
      client: {
        method: 'GET',
        path: `/v1/commands/${id}`,
        status: PROBLEMS[problem].status,
        body: problemDocument(problem, message, correlationId),
      },
      readAt,
    };
  }
  const status = await readStatus(service, location.event);
  return {
    command: summarizeCommand(location.event, status),
    event: location.text,
    stages: stagesOf(status, service.projections, location.event.event.source),
    status,
    client: { method: 'GET', path: statusPath(status.commandId, status.position), status: 200, body: status },
    readAt,
  };
}

const between = (from: string, to: string | null): number | null =>
  to === null ? null : Date.parse(to) - Date.parse(from);

function stagesOf(
  status: CommandStatus,
  projections: readonly ReadableProjection[],
  source: string,
): Stage[] {
  const { acceptedAt, loggedAt } = status;
  const isCommand = source === EVENT_SOURCE;
  const trunk: Stage[] = [
    {
      kind: 'gateway',
      name: 'gateway',
      title: isCommand ? 'Received by gateway' : 'Created by its producer',
      state: 'passed',
      word: isCommand ? 'accepted' : 'published',
      at: acceptedAt,
      tookMs: null,
      ahead: null,
      note: isCommand ? null : `Published by ${source} directly to the log: no client sent it.`,
    },
    {
      kind: 'log',
      name: 'log',
      title: 'In the log',
      state: 'passed',
      word: 'durable',
      at: loggedAt,
      tookMs: between(acceptedAt, loggedAt),
      ahead: null,
      note: null,
    },
  ];
  return [
    ...trunk,
    ...projections.flatMap(({ name, title }): Stage[] => {
      const at = status.projections[name];
      // The projection takes no events of this type.
      if (!at) return [];
      return [
        {
          kind: 'projection',
          name,
          title,
          ...wordsOf(at),
          at: at.at,
          tookMs: between(loggedAt, at.at),
          ahead: at.ahead,
          note: noteOf(at),
        },
      ];
    }),
  ];
}

/** The state of a stage from a projection's state: the mark's shape, and one word. */
function wordsOf(status: ProjectionStatus): Pick<Stage, 'state' | 'word'> {
  switch (status.state) {
    case 'applied':
      return { state: 'passed', word: 'proven' };
    case 'rejected':
      return { state: 'refused', word: 'rejected' };
    case 'dead_lettered':
      if (status.replacedBy !== null) return { state: 'replaced', word: 'replaced' };
      return { state: 'failed', word: 'dead-lettered' };
    case 'accepted':
      if (status.reason?.code === 'store-unreadable') return { state: 'unknown', word: 'cannot be read' };
      return {
        state: 'not-yet',
        word: status.ahead ? `${formatCount(status.ahead)} ahead` : 'waiting',
      };
    case 'processing':
    case 'retrying':
    case 'replayed':
      if (status.reason?.code === 'store-unreadable') return { state: 'unknown', word: 'cannot be read' };
      return { state: 'under-way', word: status.state };
  }
}

function noteOf(status: ProjectionStatus): string | null {
  if (status.reason) return status.reason.detail;
  return status.supersededBy === null ? null : 'A newer change has replaced what this command wrote.';
}
