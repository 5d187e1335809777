import { setTimeout as delay } from 'node:timers/promises';
import type { Browser } from 'playwright-core';

interface Held {
  minute: number;
  /** Measured after a garbage collection. */
  heapMB: number;
  nodes: number;
  listeners: number;
}

const MB = 1024 ** 2;

/** Keeps Overview open and reports its memory each minute. */
export async function* holdOverview(browser: Browser, origin: string, minutes: number): AsyncGenerator<Held> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    const page = await context.newPage();
    await page.goto(origin);
    const session = await context.newCDPSession(page);
    for (let minute = 0; minute <= minutes; minute += 1) {
      if (minute > 0) await delay(60_000);
      await session.send('HeapProfiler.collectGarbage');
      const { usedSize } = await session.send('Runtime.getHeapUsage');
      const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters');
      yield { minute, heapMB: usedSize / MB, nodes, listeners: jsEventListeners };
    }
  } finally {
    await context.close();
  }
}
