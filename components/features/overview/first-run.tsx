'use client';

import { CopyButton } from '../../ui/buttons/copy-button.tsx';
import { useConsoleFacts } from '../../ui/environment/console-facts.ts';

const COMMAND = 'npm run demo';
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * An introduction for somebody who has never seen Waybill: what runs here, and how to see it work. Shown only if
 * Waybill runs on this machine.
 */
export function FirstRun() {
  const { gatewayUrl, environmentName } = useConsoleFacts();
  const isHere = LOOPBACK.has(URL.parse(gatewayUrl)?.hostname ?? '');
  if (!isHere || environmentName === 'production') return null;
  return (
    <section aria-labelledby="first-run" className="mb-8 flex max-w-[72ch] flex-col gap-3 text-pretty">
      <h2 id="first-run" className="section-title">
        First run
      </h2>
      <p>
        Waybill takes commands, writes each to a log on disk, and only then answers 202. Workers apply them to
        the history behind it. So an outage of a database costs time and no data, and an event that cannot be
        applied is kept as a dead letter, which you can fix and replay.
      </p>
      <p>To watch this happen, run in the folder of Waybill:</p>
      <div className="flex items-center gap-2 rounded-card bg-sunken p-3">
        <code className="min-w-0 flex-1">{COMMAND}</code>
        <CopyButton text={COMMAND} what="the command" />
      </div>
      <p className="text-ink-2">
        It sends 80 commands in 40 seconds to channels of their own, and stores one event that no worker can
        apply. With <code>-- --outage</code> it locks the history’s file for 45 seconds instead.
      </p>
    </section>
  );
}
