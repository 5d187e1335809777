import { randomBytes } from 'node:crypto';

/** The name of a new filling of a read model: ten characters that may stand in a consumer's name. */
export const newEpochId = (): string => randomBytes(5).toString('hex');
