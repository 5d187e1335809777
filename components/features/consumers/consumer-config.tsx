import type { ReactNode } from 'react';
import type { ConsumerDetail } from '../../../contracts/consumers.ts';
import { formatCount } from '../../../contracts/words/count.ts';
import { formatKnown } from '../../ui/format/count.ts';
import { Inert } from '../../ui/text/inert.tsx';
import { Instant } from '../../ui/text/instant.tsx';
import { configFacts } from './config-facts.ts';

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid min-h-7 grid-cols-[minmax(0,2fr)_minmax(0,3fr)] items-center gap-3 border-line border-b py-1">
      <dt className="text-ink-2">
        <Inert text={name} />
      </dt>
      <dd className="mono [overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}

/** The consumer's configuration on the server. A reset is offered only by the API and the runbook. */
export function ConsumerConfig({ detail, readAt }: { detail: ConsumerDetail; readAt: string }) {
  const { consumer, config, created } = detail;
  return (
    <section aria-label="Configuration" className="mb-8">
      <details>
        <summary className="section-title">Configuration</summary>
        <dl className="mt-2 max-w-160">
          <Fact name="stream">
            <Inert text={consumer.stream} />
          </Fact>
          <Fact name="consumer">
            <Inert text={consumer.consumer} />
          </Fact>
          <Fact name="created">{created === null ? 'unknown' : <Instant iso={created} now={readAt} />}</Fact>
          <Fact name="answered for up to">
            {formatKnown(consumer.ackFloor)} of {formatCount(consumer.logEnd)}
          </Fact>
          {configFacts(config).map(({ name, value }) => (
            <Fact key={name} name={name}>
              <Inert text={value} />
            </Fact>
          ))}
        </dl>
      </details>
    </section>
  );
}
