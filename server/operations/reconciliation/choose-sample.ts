import { IntervalSet } from './interval-set.ts';

/** A uniform random sample of these sequences; all of them if there are no more. */
export function chooseSample(
  set: IntervalSet,
  size: number,
  random: () => number = Math.random,
): IntervalSet {
  if (set.count <= size) return set;
  const chosen = new Set<number>();
  while (chosen.size < size) chosen.add(set.at(Math.floor(random() * set.count))!);
  return IntervalSet.ofSequences([...chosen]);
}
