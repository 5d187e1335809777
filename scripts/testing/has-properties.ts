import { needsOf } from './import-graph.ts';

/** What a random test imports. */
const MARKS = ['fast-check', 'scripts/testing/test-seed.ts'];

/** Whether a test file has random tests, of its own or from a suite that it runs. */
export const hasProperties = (graph: Map<string, Set<string>>, file: string): boolean =>
  [...needsOf(graph, file)].some(
    (need) => need.startsWith('tests/') && MARKS.some((mark) => graph.get(need)?.has(mark)),
  );
