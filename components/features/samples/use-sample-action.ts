'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { SAMPLES_KEY } from '../../api/samples.ts';
import { newRequestId, sendAction } from '../../api/send-action.ts';

export type SampleActionName = 'traffic' | 'poison' | 'store/pause' | 'store/release';

/** Does one of the first run's acts. Pressed again after a failure it is the same act. */
export function useSampleAction(name: SampleActionName) {
  const queries = useQueryClient();
  const requestId = useRef(newRequestId());
  return useMutation({
    mutationFn: () => sendAction(`POST /ops/v1/samples/${name}`, { body: { requestId: requestId.current } }),
    onSuccess: (state) => {
      requestId.current = newRequestId();
      queries.setQueryData(SAMPLES_KEY, state);
    },
  });
}
