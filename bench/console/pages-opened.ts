import type { Page } from 'playwright-core';

/** A page of the console to open, and the selector that must be visible before it counts as usable. */
export interface OpenedPage {
  name: string;
  path: string;
  ready: string;
}

const ROW = 'a[data-row]';

const lists: readonly (OpenedPage & { detail?: { name: string; ready: string } })[] = [
  { name: 'Overview', path: '/', ready: '[data-verdict]' },
  { name: 'Alerts', path: '/alerts', ready: 'h1' },
  {
    name: 'Consumers',
    path: '/consumers',
    ready: ROW,
    detail: { name: 'a consumer', ready: '#content table' },
  },
  {
    name: 'Dead letters, groups',
    path: '/dead-letters',
    ready: ROW,
    detail: { name: 'a group of them', ready: ROW },
  },
  {
    name: 'Dead letters, list',
    path: '/dead-letters?show=list',
    ready: ROW,
    detail: { name: 'a dead letter', ready: '#content h2' },
  },
  { name: 'Dead letters, a search', path: '/dead-letters?show=list&q=needle', ready: ROW },
  { name: 'Replays', path: '/replays', ready: 'h1' },
  {
    name: 'Traces',
    path: '/traces?range=1h&sort=slowest',
    ready: ROW,
    detail: { name: 'a trace', ready: '#content h2' },
  },
  { name: 'Commands', path: '/commands', ready: ROW, detail: { name: 'a command', ready: '[data-outcome]' } },
  { name: 'Activity', path: '/activity', ready: 'h1' },
  { name: 'Settings', path: '/settings', ready: 'h1' },
];

/** Every page. Pages of one item show the first of their list. */
export async function findOpenedPages(page: Page, origin: string): Promise<OpenedPage[]> {
  const found: OpenedPage[] = [];
  for (const { detail, ...list } of lists) {
    found.push(list);
    if (!detail) continue;
    await page.goto(origin + list.path);
    const path = await page.locator(ROW).first().getAttribute('href');
    if (path) found.push({ ...detail, path });
  }
  return found;
}
