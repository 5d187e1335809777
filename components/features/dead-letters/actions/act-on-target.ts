import type {
  DeadLetterActionDone,
  DeadLetterActionRequest,
  SelectedActionDone,
} from '../../../../contracts/dead-letter-actions.ts';
import type { DeadLetterList } from '../../../../contracts/dead-letters.ts';
import { queryOf } from '../../../api/dead-letters.ts';
import { readFromBrowser } from '../../../api/read-from-browser.ts';
import { newRequestId, sendAction } from '../../../api/send-action.ts';
import { ACTION_CHUNK } from '../../../limits.ts';
import type { Target } from './targets.ts';

export interface ActedOn {
  done: number;
  refused: { id: string; detail: string }[];
}

/**
 * One intent on many: its entries are found once and each part of them keeps its request id, so that an act that broke off
 * goes on where it was when it is sent again.
 */
export interface Intent {
  parts: { requestId: string; ids: string[]; outcome?: SelectedActionDone }[] | null;
}

export const newIntent = (): Intent => ({ parts: null });

/** Does an act on one, the ticked, or all that match. Throws what `sendAction` throws. */
export async function actOnTarget(
  target: Target,
  action: Omit<DeadLetterActionRequest, 'requestId' | 'revision'>,
  requestId: string,
  intent: Intent,
  progress: (done: number, of: number) => void,
): Promise<ActedOn> {
  if (target.of === 'one') {
    const { id, revision } = target.deadLetter;
    await sendAction<DeadLetterActionDone>(`/v1/dead-letters/${id}/actions`, {
      ...action,
      requestId,
      revision,
    });
    return { done: 1, refused: [] };
  }
  intent.parts ??= partsOf(await idsOf(target), requestId);
  const { parts } = intent;
  const total = parts.reduce((sum, { ids }) => sum + ids.length, 0);
  let sent = 0;
  for (const part of parts) {
    part.outcome ??= await sendAction<SelectedActionDone>('/v1/dead-letters/actions', {
      ids: part.ids,
      ...action,
      requestId: part.requestId,
    });
    sent += part.ids.length;
    progress(sent, total);
  }
  const results = parts.flatMap(({ outcome }) => outcome?.results ?? []);
  return {
    done: parts.reduce((sum, { outcome }) => sum + (outcome?.done ?? 0), 0),
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

async function idsOf(target: Exclude<Target, { of: 'one' }>): Promise<string[]> {
  if (target.of === 'ticked') return target.deadLetters.map(({ id }) => id);
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const query = queryOf({ ...target.filter, sort: 'oldest', limit: String(ACTION_CHUNK), cursor });
    const page = await readFromBrowser<DeadLetterList>(`/v1/dead-letters${query}`);
    ids.push(...page.deadLetters.map(({ id }) => id));
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return ids;
}
