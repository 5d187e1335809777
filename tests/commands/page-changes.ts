import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A change that a page of the docs instructs its reader to make. */
interface PageChange {
  file: string;
  /** `new`: the block is the whole file. */
  kind: 'new' | 'diff';
  text: string;
}

/** The code blocks of a page whose preceding paragraph names a file. */
export const changesOnPage = (page: string): PageChange[] =>
  [...page.matchAll(/`([a-z][\w./-]*\.ts)`[^`\n]*:\n\n```(ts|diff)\n([\s\S]*?)```/g)].map(
    ([, file = '', language, text = '']) => ({ file, kind: language === 'ts' ? 'new' : 'diff', text }),
  );

/**
 * Applies one diff without line numbers: `@@` separates its parts. Throws if the file doesn't contain each part exactly
 * once.
 */
function applyDiff(source: string, diff: string, file: string): string {
  return diff.split('@@\n').reduce((text, part) => {
    const lines = part.split('\n').filter((line) => line !== '');
    const side = (other: string) =>
      lines
        .filter((line) => !line.startsWith(other))
        .map((line) => `${line.slice(1)}\n`)
        .join('');
    const [before, after] = [side('+'), side('-')];
    if (text.split(before).length !== 2) throw new Error(`${file} does not contain exactly once:\n${before}`);
    return text.replace(before, () => after);
  }, source);
}

const SOURCES = [
  'adapters',
  'contracts',
  'domain',
  'platform',
  'processes',
  'scripts',
  'server',
  'tests',
  'workers',
  'package.json',
  'tsconfig.json',
];

/** A copy of the project's code with the changes of a page applied. */
export function copyWithChanges(root: string, copy: string, changes: readonly PageChange[]): void {
  for (const name of SOURCES) cpSync(join(root, name), join(copy, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  for (const { file, kind, text } of changes) {
    const path = join(copy, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, kind === 'new' ? text : applyDiff(readFileSync(path, 'utf8'), text, file));
  }
}
