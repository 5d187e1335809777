import type { ReplayService } from './replay-service.ts';

/**
 * Why nothing can be replayed or edited for this consumer; undefined if it can. Waybill must prove the outcome, and only the
 * read model of a projection that runs here shows it.
 */
export const whyNotProvable = (
  { projections }: Pick<ReplayService, 'projections'>,
  consumer: string,
): string | undefined =>
  projections.has(consumer)
    ? undefined
    : `No projection ${consumer} runs here, so Waybill can't prove the outcome.`;
