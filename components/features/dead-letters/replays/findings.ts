import type { Finding, ReplayPlan } from '../../../../contracts/replay.ts';

type FindingKind = Finding['finding'];

/** The findings of a plan in words, and whether each makes the replay skip a dead letter. */
const findingWords: Record<FindingKind, string> = {
  unknown: 'No such dead letter: skipped',
  resolved: 'Already resolved: skipped',
  discarded: 'Discarded: skipped',
  'on-hold': 'On hold: skipped',
  replaying: 'Being replayed already: skipped',
  'not-ours': 'Projection does not run here: skipped',
  'already-applied': 'Already applied: resolved without being sent',
  schema: 'Schema would refuse: edit these instead',
  'store-down': 'Store can’t be read now: these would wait',
  'loop-guard': 'Failed twice in the same way: needs an override',
  'original-expired': 'Original expired; the dead letter is a full copy',
  'original-expires-soon': 'The original expires within 24 h',
};

/** Always listed, even with a count of 0. */
const ALWAYS: readonly { words: string; kinds: readonly FindingKind[] }[] = [
  { words: 'Schema would refuse', kinds: ['schema'] },
  { words: 'Already resolved or applied', kinds: ['resolved', 'already-applied'] },
  { words: 'Expire within 24 h', kinds: ['original-expires-soon'] },
];

interface PreflightRow {
  words: string;
  count: number;
  findings: readonly Finding[];
}

/** The expected outcome: the three findings that are always shown, then all others. */
export function preflightRows({ findings, findingCounts }: ReplayPlan): PreflightRow[] {
  const row = (words: string, kinds: readonly FindingKind[]): PreflightRow => ({
    words,
    count: kinds.reduce((sum, kind) => sum + (findingCounts[kind] ?? 0), 0),
    findings: findings.filter(({ finding }) => kinds.includes(finding)),
  });
  const recorded = new Set(ALWAYS.flatMap(({ kinds }) => kinds));
  const others = (Object.keys(findingCounts) as FindingKind[]).filter((kind) => !recorded.has(kind));
  return [
    ...ALWAYS.map(({ words, kinds }) => row(words, kinds)),
    ...others.map((kind) => row(findingWords[kind] ?? kind, [kind])),
  ];
}
