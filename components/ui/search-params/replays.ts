import { addressesAt } from './list-addresses.ts';
import { oneOf } from './params.ts';

export const isReplayId = (id: string): boolean => /^r-[0-9a-f]{24}$/.test(id);

/** What the list of replays shows. */
const params = { ended: oneOf(['7d', 'all'], '7d') };

export const replayAddresses = addressesAt('/replays', params, isReplayId);
