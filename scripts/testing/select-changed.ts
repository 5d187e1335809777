import { execFileSync } from 'node:child_process';
import { dependentsOf } from './import-graph.ts';

/** Files that every test depends on but none imports. */
const FOR_ALL = /^(package(-lock)?\.json|tsconfig\.json|scripts\/(testing|bootstrap)\/)/;

/**
 * The test files among these that are affected by changes since this branch left `main`, committed or not. Throws an
 * Error with a sentence for people if git can't tell.
 */
export function selectChanged(
  root: string,
  graph: Map<string, Set<string>>,
  files: readonly string[],
): string[] {
  const changed = changedFiles(root);
  if (changed.some((file) => FOR_ALL.test(file))) return [...files];
  const touched = dependentsOf(graph, changed);
  return files.filter((file) => touched.has(file) || (readsAll(file) && changed.length > 0));
}

/** Tests of the repository's rules read every file. */
const readsAll = (file: string): boolean => /^tests\/(architecture|docs)\//.test(file);

function changedFiles(root: string): string[] {
  const git = (...args: string[]): string[] => {
    try {
      return execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
        .split('\0')
        .filter(Boolean);
    } catch (error) {
      throw new Error(`--changed needs git, and a branch main: ${(error as Error).message.split('\n')[0]}`);
    }
  };
  const base = git('merge-base', 'main', 'HEAD')[0]!.trim();
  return [
    ...git('diff', '--name-only', '-z', base),
    ...git('ls-files', '--others', '--exclude-standard', '-z'),
  ];
}
