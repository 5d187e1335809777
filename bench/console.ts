import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { operationsClient } from '../components/api/client.ts';
import { childEnvironment } from '../platform/configuration/settings.ts';
import { launchChromium } from '../tests/console/chromium.ts';
import { waitUntil } from '../tests/engines/condition.ts';
import { openTestLink } from '../tests/engines/log.ts';
import { startWaybill, type TestWaybill } from '../tests/engines/waybill.ts';
import { holdOverview } from './console/hold-overview.ts';
import { keepTabs } from './console/keep-tabs.ts';
import { findOpenedPages } from './console/pages-opened.ts';
import { startTraffic } from './console/start-traffic.ts';
import { timeOpening } from './console/time-opening.ts';
import { fillDeadLetters } from './fill-dead-letters.ts';
import { median } from './median.ts';
import { printLines } from './print-lines.ts';

/*
 * Measures whether the console stays usable: 100,000 dead letters, 1,000 commands per second, every page opened with an
 * empty cache, eight tabs at once, ten minutes of Overview.
 */
const TARGETS = { usableMs: 1_000, inputMs: 100 };
const TABS_FOR_MS = 60_000;
const SETTLE_MS = 10_000;

const { values } = parseArgs({
  options: {
    'dead-letters': { type: 'string', default: '100000' },
    rate: { type: 'string', default: '1000' },
    repeats: { type: 'string', default: '5' },
    minutes: { type: 'string', default: '10' },
  },
});
const [deadLetters, rate, repeats, minutes] = [
  values['dead-letters'],
  values.rate,
  values.repeats,
  values.minutes,
].map(Number) as [number, number, number, number];

async function fill({ nats }: TestWaybill): Promise<void> {
  const { inbox, close } = await openTestLink(nats);
  try {
    await fillDeadLetters(inbox, deadLetters);
  } finally {
    await close();
  }
}

async function whenIndexed({ console: origin }: TestWaybill): Promise<void> {
  const call = operationsClient(() => ({ origin, timeoutMs: 30_000 }));
  await waitUntil(
    async () => {
      const { total, index } = await call('GET /ops/v1/dead-letters', { query: { limit: 1 } });
      return index.caughtUp && total >= deadLetters;
    },
    { timeoutMs: 300_000, intervalMs: 250, what: 'the index of dead letters' },
  );
}

const verdict = (value: number, target: number) =>
  `${value.toFixed(0)}${value <= target ? '' : ` (over ${target})`}`;

process.stdout.write(
  `${new Date().toISOString().slice(0, 10)} · ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}) · Node ${process.versions.node}\n` +
    `Load before the start: ${loadavg()[0]!.toFixed(1)}.\n`,
);
const waybill = await startWaybill({ timeoutMs: 120_000 });
const browser = await launchChromium();
try {
  await fill(waybill);
  await whenIndexed(waybill);
  const traffic = startTraffic(waybill, rate, childEnvironment({}));
  try {
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    const scout = await browser.newPage();
    const pages = await findOpenedPages(scout, waybill.console);
    await scout.close();

    const lines: string[][] = [];
    for (const opened of pages) {
      const openings = [];
      for (let repeat = 0; repeat < repeats; repeat += 1)
        openings.push(await timeOpening(browser, waybill.console, opened));
      const [usable, inputs] = [openings.map((each) => each.usableMs), openings.map((each) => each.inputMs)];
      lines.push([
        opened.name,
        verdict(median(usable), TARGETS.usableMs),
        Math.max(...usable).toFixed(0),
        verdict(median(inputs), TARGETS.inputMs),
        Math.max(...inputs).toFixed(0),
      ]);
    }
    printLines(
      `${deadLetters} dead letters, ${rate} commands per second: medians of ${repeats} openings, targets ${TARGETS.usableMs} and ${TARGETS.inputMs} ms`,
      ['page', 'usable after, ms', 'slowest', 'slowest input, ms', 'slowest'],
      lines,
    );

    const tabs = await keepTabs(browser, waybill.console, pages.slice(0, 8), TABS_FOR_MS);
    printLines(
      `eight tabs of one browser, open for ${TABS_FOR_MS / 1_000} s: ${tabs.streams} streams opened, ${tabs.requestsASecond.toFixed(1)} requests per second`,
      ['tab', 'slowest input, ms'],
      [...tabs.inputs].map(([name, ms]) => [name, verdict(ms, TARGETS.inputMs)]),
    );

    process.stdout.write(`Overview, held for ${minutes} minutes, after collecting garbage:\n`);
    for await (const { minute, heapMB, nodes, listeners } of holdOverview(browser, waybill.console, minutes))
      process.stdout.write(
        `minute ${minute}: ${heapMB.toFixed(1)} MB, ${nodes} DOM nodes, ${listeners} listeners\n`,
      );
  } finally {
    process.stdout.write(`${await traffic.stop()}\n`);
  }
} finally {
  await browser.close();
  await waybill.stop();
}
