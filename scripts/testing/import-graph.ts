import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

const SOURCES = '**/*.{ts,tsx,mjs,css}';
const NOT_OURS = ['node_modules/**', '.next/**', '.cache/**', '.data/**'];
const quoted = /['"`]([\w./()[\]-]+\.(?:ts|tsx|mjs|css|md|json))['"`]/g;
/** A path in pieces: `join(root, 'roles', 'main.ts')`. */
const inPieces = /((?:'[\w.-]+',\s*)+)'([\w.-]+\.(?:ts|mjs|md|css))'/g;
/** A package, by its name. */
const packages = /from '([a-z@][^'.]*)'/g;
/** What starts the console: its pages are found by Next.js, and imported by nobody. */
const startsConsole = /dist\/bin\/next|'bin', 'next'/;

/**
 * Which files of the project each file needs: what it imports, and what it starts or reads by a path written in it.
 * Paths are relative to `root`; packages stand by their names. A file that only looks like one is no harm: it makes `--changed` run a test too many.
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

/** All that a file needs, through any number of others; with itself. */
export function needsOf(graph: Map<string, Set<string>>, file: string): Set<string> {
  const reached = new Set([file]);
  for (const each of reached) for (const need of graph.get(each) ?? []) reached.add(need);
  return reached;
}

/** The files that need any of these, through any number of others; with them. */
export function dependentsOf(graph: Map<string, Set<string>>, changed: Iterable<string>): Set<string> {
  const users = new Map<string, string[]>();
  for (const [file, needs] of graph)
    for (const need of needs) users.set(need, [...(users.get(need) ?? []), file]);
  const reached = new Set(changed);
  // A set is iterated in the order of insertion, and what is added meanwhile is reached too.
  for (const file of reached) for (const user of users.get(file) ?? []) reached.add(user);
  return reached;
}
