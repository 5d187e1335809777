import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The content of a JSON file of this folder. */
export const readVectors = <Vectors>(file: string): Vectors =>
  JSON.parse(readFileSync(join(import.meta.dirname, file), 'utf8')) as Vectors;
