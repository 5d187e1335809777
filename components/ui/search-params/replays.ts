import { parseAsStringLiteral } from 'nuqs/server';
import { addressesAt } from './list-addresses.ts';

export const isReplayId = (id: string): boolean => /^r-[0-9a-f]{24}$/.test(id);

/** What the list of replays shows. */
const params = { ended: parseAsStringLiteral(['7d', 'all']).withDefault('7d') };

export const replayAddresses = addressesAt('/replays', params, isReplayId);
