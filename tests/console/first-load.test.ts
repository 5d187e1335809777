import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { startOperationsFixture } from './operations-fixture.ts';
import { startConsole } from './start-console.ts';

const LIMIT_KB = 250;

test(`first-load JavaScript stays under ${LIMIT_KB} kB compressed a page`, async (context) => {
  const operations = await startOperationsFixture();
  const served = await startConsole(operations.url).catch(async (error) => {
    await operations.stop();
    throw error;
  });
  try {
    const { command } = operations.put({ state: 'applied' });
    for (const path of [
      '/',
      '/alerts',
      '/consumers',
      '/consumers/EVENTS-1-0/history-3f9c2a81b0',
      '/activity',
      '/replays',
      `/replays/r-${'0'.repeat(24)}`,
      '/traces',
      '/traces/order-4711',
      '/commands',
      `/commands/${command?.commandId}`,
      '/dead-letters',
      '/dead-letters/history.1-0-1',
      '/dead-letters/groups/0123456789abcdef',
    ]) {
      const page = await (await fetch(served.url + path)).text();
      const tags = page.match(/<script\b[^>]*\bsrc="[^"]+"[^>]*>/g) ?? [];
      const sources = tags
        // Only browsers without modules load these.
        .filter((tag) => !/\bnomodule\b/i.test(tag))
        .map((tag) => /src="([^"]+)"/.exec(tag)?.[1] as string);
      assert.ok(sources.length > 2, 'the page names its scripts');
      let bytes = 0;
      let source = '';
      for (const each of new Set(sources)) {
        const script = Buffer.from(await (await fetch(served.url + each)).arrayBuffer());
        bytes += gzipSync(script).length;
        source += script.toString('utf8');
      }
      context.diagnostic(`${path}: ${(bytes / 1_000).toFixed(1)} kB of JavaScript, gzip`);
      assert.ok(bytes < LIMIT_KB * 1_000, `${path} loads ${bytes} bytes`);
      assert.doesNotMatch(source, /cmdk-input/, 'the palette is loaded on first use only');
      assert.doesNotMatch(source, /recharts/, 'charts are loaded after the numbers');
      assert.doesNotMatch(source, /~kind|TypeBox/i, 'schemas stay out of the browser');
    }
  } finally {
    await served.stop();
    await operations.stop();
  }
});
