import type { Finding, ReplayPlan } from '../../../../contracts/replay.ts';

type FindingKind = Finding['finding'];

/** What a look ahead found, in words, and whether it leaves an entry out. */
export const findingWords: Record<FindingKind, string> = {
  unknown: 'No such dead letter: left out',
  resolved: 'Already resolved: left out',
  discarded: 'Discarded: left out',
  'on-hold': 'On hold: left out',
  replaying: 'Being replayed already: left out',
  'not-ours': 'Of no projection that runs here: left out',
  'already-applied': 'Already applied: resolved without being sent',
  schema: 'The schema would refuse: edit those instead',
  'store-down': 'Their store can’t be read now: they would wait',
  'loop-guard': 'Failed in the same way twice: an override is needed',
  'original-expired': 'The log has dropped the original; the dead letter is a whole copy',
  'original-expires-soon': 'The original expires within 24 h',
};

/** Always told, also where there are none: whoever decides has asked for these. */
const ALWAYS: readonly { words: string; kinds: readonly FindingKind[] }[] = [
  { words: 'The schema would refuse', kinds: ['schema'] },
  { words: 'Already resolved or applied', kinds: ['resolved', 'already-applied'] },
  { words: 'Expire within 24 h', kinds: ['original-expires-soon'] },
];

export interface PreflightRow {
  words: string;
  count: number;
  findings: readonly Finding[];
}

/** What awaits the entries: the three that are always told, then whatever else was found. */
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
