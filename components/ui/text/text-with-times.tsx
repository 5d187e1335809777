import { Inert } from './inert.tsx';
import { Instant } from './instant.tsx';

const MOMENT = /(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z)/;

/** A sentence of the API, its times in the zone that is chosen. */
export function TextWithTimes({
  text,
  now,
  as = 'time',
}: {
  text: string;
  now: string;
  as?: 'time' | 'exact';
}) {
  const [before, at, ...after] = text.split(MOMENT);
  return (
    <>
      <Inert text={before ?? ''} />
      {at !== undefined && <Instant iso={at} now={now} as={as} />}
      {after.length > 0 && <TextWithTimes text={after.join('')} now={now} as={as} />}
    </>
  );
}
