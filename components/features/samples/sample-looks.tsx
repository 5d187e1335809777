import type { SamplePoison } from '../../../contracts/samples.ts';
import { consumersHref, deadLetterHref } from '../../ui/links/addresses.ts';
import { LookLink } from '../../ui/links/look-link.tsx';
import { activityHref } from '../../ui/search-params/activity.ts';
import { traceHref } from '../../ui/search-params/traces.ts';

/** Where what each act did is seen. */
export const trafficLooks = (
  <>
    <LookLink href="/commands">See them come in</LookLink>
    <LookLink href="/traces">Where their time went</LookLink>
  </>
);

export const poisonLooks = ({ deadLetter, correlationId }: SamplePoison) => (
  <>
    {deadLetter && <LookLink href={deadLetterHref(deadLetter.id)}>Open its dead letter</LookLink>}
    <LookLink href={traceHref(correlationId)}>Follow its trace</LookLink>
  </>
);

export const pauseLooks = (
  <>
    <LookLink href={`${consumersHref}?open=history`}>See who waits</LookLink>
    <LookLink href={activityHref({ kind: 'pipeline' })}>What happened, in order</LookLink>
  </>
);
