import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

const SOURCES = '**/*.{ts,tsx,mjs,css}';
const NOT_OURS = ['node_modules/**', '.next/**', '.cache/**', '.data/**'];
const quoted = /['"`]([\w./()[\]-]+\.(?:ts|tsx|mjs|css|md|json))['"`]/g;
/** A path in parts: `join(root, 'roles', 'main.ts')`. */
const inPieces = /((?:'[\w.-]+',\s*)+)'([\w.-]+\.(?:ts|mjs|md|css))'/g;
/** The name of a package. */
const packages = /from '([a-z@][^'.]*)'/g;
/** The files that start the console. Next.js finds its pages; no file imports them. */
const startsConsole = /dist\/bin\/next|'bin', 'next'/;

/**
 * The files that each file needs: those it imports, and those it starts or reads by a path in its text. Paths are
 * relative to `root`; packages are listed by name. A false match does no harm: `--changed` then runs a test too many.
 */
export function importGraph(root: string): Map<string, Set<string>> {
  const files = globSync(SOURCES, { cwd: root, exclude: NOT_OURS }).map(normalize);
  const known = new Set([...files, ...globSync('docs/**/*.md', { cwd: root })]);
  const pages = files.filter((file) => file.startsWith('app/') || file === 'proxy.ts');
  const graph = new Map<string, Set<string>>();
  for (const file of files) {
    const source = readFileSync(join(root, file), 'utf8');
    const needs = new Set<string>();
    for (const path of pathsIn(source)) {
      for (const candidate of [join(dirname(file), path), path, join('scripts', path)]) {
        const found = normalize(candidate);
        if (known.has(found) && found !== file) needs.add(found);
      }
    }
    for (const [, name] of source.matchAll(packages)) needs.add(name as string);
    if (startsConsole.test(source)) for (const page of pages) needs.add(page);
    graph.set(file, needs);
  }
  return graph;
}

function* pathsIn(source: string): Iterable<string> {
  for (const [, path] of source.matchAll(quoted)) yield path as string;
  for (const [, folders, name] of source.matchAll(inPieces)) {
    const pieces = [...(folders as string).matchAll(/'([\w.-]+)'/g)].map(([, piece]) => piece as string);
    yield [...pieces.filter((piece) => piece !== '..'), name].join('/');
  }
}

/** All files that a file needs, directly or through others, including itself. */
export function needsOf(graph: Map<string, Set<string>>, file: string): Set<string> {
  const reached = new Set([file]);
  for (const each of reached) for (const need of graph.get(each) ?? []) reached.add(need);
  return reached;
}

/** All files that need any of these, directly or through others, including these. */
export function dependentsOf(graph: Map<string, Set<string>>, changed: Iterable<string>): Set<string> {
  const users = new Map<string, string[]>();
  for (const [file, needs] of graph)
    for (const need of needs) users.set(need, [...(users.get(need) ?? []), file]);
  const reached = new Set(changed);
  // Iterating a set also reaches elements that are added during the iteration.
  for (const file of reached) for (const user of users.get(file) ?? []) reached.add(user);
  return reached;
}
