import { globSync, readFileSync } from 'node:fs';
import { dirname, normalize } from 'node:path';

const importOf =
  /(?:^|\n)\s*(?:import|export)\s[^;'"]*?from\s+['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]|(?:^|\n)import\s+['"]([^'"]+)['"]/g;

interface Import {
  file: string;
  /** The name as written in the file. */
  name: string;
  /** The imported file, from the root; null for a package. */
  target: string | null;
}

/** All sources: TypeScript, and the plain JavaScript of the scripts. */
export const sourceFiles = (): string[] =>
  globSync('**/*.{ts,tsx,mjs}', { exclude: ['node_modules/**', '.next/**', '.cache/**', '.data/**'] });

/** All imports of a file, including imports of types. */
export const importsOf = (file: string): Import[] =>
  [...readFileSync(file, 'utf8').matchAll(importOf)].map((match) => {
    const name = (match[1] ?? match[2] ?? match[3]) as string;
    return { file, name, target: name.startsWith('.') ? normalize(`${dirname(file)}/${name}`) : null };
  });
