import type {
  DeadLetterActionRequest,
  SelectedActionDone,
} from '../../../../contracts/dead-letter-actions.ts';
import type { OperationsAnswer } from '../../../../contracts/routes/operations-request.ts';
import { readFromBrowser } from '../../../api/read-from-browser.ts';
import { newRequestId, sendAction } from '../../../api/send-action.ts';
import { ACTION_CHUNK } from '../../../limits.ts';
import type { Target } from './targets.ts';

export interface BulkOutcome {
  /** The ids of the dead letters that changed. */
  done: readonly string[];
  refused: { id: string; detail: string }[];
}

/**
 * One action on many dead letters. They are selected once and each part keeps its request id, so that sending an
 * interrupted action again continues it.
 */
interface Intent {
  parts: { requestId: string; ids: string[]; outcome?: SelectedActionDone }[] | null;
}

export const newIntent = (): Intent => ({ parts: null });

/**
 * Performs an action on one dead letter, the ticked ones, all that match, or those with these ids. Throws what
 * `sendAction` throws.
 */
export async function actOnTarget(
  target: Target | { of: 'ids'; ids: readonly string[] },
  action: Omit<DeadLetterActionRequest, 'requestId' | 'revision'>,
  requestId: string,
  intent: Intent,
  progress: (done: number, of: number) => void,
): Promise<BulkOutcome> {
  if (target.of === 'one') {
    const { id, revision } = target.deadLetter;
    await sendAction('POST /ops/v1/dead-letters/:id/actions', {
      params: { id },
      body: { ...action, requestId, revision },
    });
    return { done: [id], refused: [] };
  }
  intent.parts ??= partsOf(await idsOf(target), requestId);
  const { parts } = intent;
  const total = parts.reduce((sum, { ids }) => sum + ids.length, 0);
  let sent = 0;
  for (const part of parts) {
    part.outcome ??= await sendAction('POST /ops/v1/dead-letters/actions', {
      body: { ids: part.ids, ...action, requestId: part.requestId },
    });
    sent += part.ids.length;
    progress(sent, total);
  }
  const results = parts.flatMap(({ outcome }) => outcome?.results ?? []);
  return {
    done: results.flatMap(({ id, problem }) => (problem ? [] : [id])),
    refused: results.flatMap(({ id, problem }) => (problem ? [{ id, detail: problem.detail }] : [])),
  };
}

function partsOf(ids: string[], requestId: string): NonNullable<Intent['parts']> {
  const parts: NonNullable<Intent['parts']> = [];
  for (let from = 0; from < ids.length; from += ACTION_CHUNK) {
    parts.push({
      requestId: from === 0 ? requestId : newRequestId(),
      ids: ids.slice(from, from + ACTION_CHUNK),
    });
  }
  return parts;
}

async function idsOf(target: Exclude<Parameters<typeof actOnTarget>[0], { of: 'one' }>): Promise<string[]> {
  if (target.of === 'ids') return [...target.ids];
  if (target.of === 'ticked') return target.deadLetters.map(({ id }) => id);
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const query = { ...target.filter, sort: 'oldest' as const, limit: ACTION_CHUNK, cursor };
    const page: OperationsAnswer<'GET /ops/v1/dead-letters'> = await readFromBrowser(
      'GET /ops/v1/dead-letters',
      { query },
    );
    ids.push(...page.deadLetters.map(({ id }) => id));
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return ids;
}
