import { randomBytes } from 'node:crypto';

/** Makes the name of a new epoch of a read model: ten characters that a consumer's name may contain. */
export const newEpochId = (): string => randomBytes(5).toString('hex');
