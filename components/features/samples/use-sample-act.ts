'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import type { SampleState } from '../../../contracts/samples.ts';
import { SAMPLES_KEY } from '../../api/samples.ts';
import { newRequestId, sendAct } from '../../api/send-act.ts';

export type SampleActName = 'traffic' | 'poison' | 'store/pause' | 'store/release';

/** Does one of the first run's acts. Pressed again after a failure it is the same act. */
export function useSampleAct(name: SampleActName) {
  const queries = useQueryClient();
  const requestId = useRef(newRequestId());
  return useMutation({
    mutationFn: () => sendAct<SampleState>(`/v1/samples/${name}`, { requestId: requestId.current }),
    onSuccess: (state) => {
      requestId.current = newRequestId();
      queries.setQueryData(SAMPLES_KEY, state);
    },
  });
}
