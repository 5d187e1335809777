import { parseInstant } from '../../contracts/instant.ts';
import { decodePosition } from '../../contracts/position.ts';

/** The formats of `contracts/routes/parameters.ts`, for the validator: a valid value can be decoded. */
export const formats = {
  instant: (text: string): boolean => parseInstant(text) !== undefined,
  position: (text: string): boolean => decodePosition(text) !== undefined,
};
