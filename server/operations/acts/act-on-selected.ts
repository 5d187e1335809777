import type { SelectedActDone, SelectedActRequest } from '../../../contracts/dead-letter-acts.ts';
import { problemDocument } from '../../http/problem-document.ts';
import { problemOfError } from '../../http/problem-of-error.ts';
import type { DeadLetterService } from '../dead-letters/dead-letter-service.ts';
import { actOnEntry } from './act-on-entry.ts';
import { readAct } from './read-act.ts';

/** How many entries are acted on at once. */
const AT_ONCE = 32;

/**
 * Does one act on each of the selected: an event for each, under the one request id, so that the whole may be sent again
 * when only a part of it was done. What one refuses keeps nothing from the others. Throws ProblemError for the body.
 */
export async function actOnSelected(
  service: DeadLetterService,
  request: SelectedActRequest,
  actor: string,
  correlationId: string,
): Promise<SelectedActDone> {
  const { ids, ...rest } = request;
  readAct(rest);
  const selected = [...new Set(ids)];
  const results: SelectedActDone['results'] = [];
  for (let from = 0; from < selected.length; from += AT_ONCE) {
    results.push(...(await Promise.all(selected.slice(from, from + AT_ONCE).map(one))));
  }
  const done = results.filter(({ act }) => act !== null).length;
  return { done, refused: results.length - done, results };

  async function one(id: string): Promise<SelectedActDone['results'][number]> {
    try {
      const { act } = await actOnEntry(service, id, rest, actor);
      return { id, act, problem: null };
    } catch (error) {
      const problem = problemOfError(error);
      if (!problem) throw error;
      return {
        id,
        act: null,
        problem: problemDocument(problem.problem, problem.message, correlationId, problem.extra),
      };
    }
  }
}
