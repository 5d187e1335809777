import type { DeadLetterGroupDetail } from '../../../../contracts/dead-letter-groups.ts';
import { countOf } from '../../../../contracts/words/count.ts';
import { channelName } from '../../../ui/format/channel-name.ts';
import { Inert } from '../../../ui/text/inert.tsx';

type Reach = Pick<
  DeadLetterGroupDetail['reach'],
  'channels' | 'callers' | 'largestChannels' | 'largestCallers'
>;

/** Whom a group affects, in one line: how many channels and callers, and by name those with the most dead letters. */
export function GroupReachLine({ reach }: { reach: Reach }) {
  const { channels, callers, largestChannels, largestCallers } = reach;
  return (
    <span className="[overflow-wrap:anywhere]">
      Affects {countOf(channels, 'channel')} (<Names of={largestChannels} total={channels} />) and{' '}
      {countOf(callers, 'caller')} (<Names of={largestCallers} total={callers} />
      ).
    </span>
  );
}

function Names({ of, total }: { of: Reach['largestChannels']; total: number }) {
  const names = of.map(({ name }) => channelName(name)).join(', ');
  return <Inert text={total > of.length ? `${names}, …` : names} />;
}
