import { randomBytes } from 'node:crypto';

/** The name of a new epoch of a read model: ten characters that a consumer's name may hold. */
export const newEpochId = (): string => randomBytes(5).toString('hex');
