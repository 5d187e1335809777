import type { SelectedActionDone, SelectedActionRequest } from '../../../contracts/dead-letter-actions.ts';
import { problemDocument } from '../../http/problem-document.ts';
import { problemOfError } from '../../http/problem-of-error.ts';
import type { DeadLetterService } from '../dead-letters/dead-letter-service.ts';
import { actOnDeadLetter } from './act-on-dead-letter.ts';
import { readAction } from './read-action.ts';

/** The limit of dead letters per request. */
const AT_ONCE = 32;

/**
 * Performs one action on each selected dead letter. Each is stored separately under the same request id, so the whole
 * request may be sent again after a partial success. A refusal of one does not stop the others. Throws ProblemError
 * for the body.
 */
export async function actOnSelected(
  service: DeadLetterService,
  request: SelectedActionRequest,
  actor: string,
  correlationId: string,
): Promise<SelectedActionDone> {
  const { ids, ...rest } = request;
  readAction(rest);
  const selected = [...new Set(ids)];
  const results: SelectedActionDone['results'] = [];
  for (let from = 0; from < selected.length; from += AT_ONCE) {
    results.push(...(await Promise.all(selected.slice(from, from + AT_ONCE).map(one))));
  }
  const done = results.filter(({ action }) => action !== null).length;
  return { done, refused: results.length - done, results };

  async function one(id: string): Promise<SelectedActionDone['results'][number]> {
    try {
      const { action } = await actOnDeadLetter(service, id, rest, actor);
      return { id, action, problem: null };
    } catch (error) {
      const problem = problemOfError(error);
      if (!problem) throw error;
      return {
        id,
        action: null,
        problem: problemDocument(problem.problem, problem.message, correlationId, problem.extra),
      };
    }
  }
}
