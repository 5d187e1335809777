import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { DEAD_LETTERS_KEY } from '../../../api/dead-letters.ts';
import { newRequestId } from '../../../api/send-action.ts';
import { actOnTarget, newIntent } from './act-on-target.ts';

/** Takes a decision back, without a dialog. The service refuses it for a dead letter whose state has changed since. */
export function useTakeBack(kind: 'restored' | 'released') {
  const queries = useQueryClient();
  const intent = useRef({ requestId: newRequestId(), parts: newIntent() });
  return useMutation({
    mutationFn: (target: Parameters<typeof actOnTarget>[0]) =>
      actOnTarget(target, { kind }, intent.current.requestId, intent.current.parts, () => {}),
    onSuccess: () => {
      intent.current = { requestId: newRequestId(), parts: newIntent() };
      return queries.invalidateQueries({ queryKey: DEAD_LETTERS_KEY });
    },
  });
}
