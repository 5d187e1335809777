import type { Page } from 'playwright-core';
import type { Played } from './play.ts';

export interface View {
  name: string;
  path: string;
  /** Brings the loaded page into the state to show. */
  bring?(page: Page): Promise<void>;
}

/** Every page of the console, with the data that was played. */
export function viewsOf(played: Played): View[] {
  const { replayed, refused, deadLetter, group, replay, alert, consumer, paused, together } = played;
  return [
    { name: 'overview', path: '/' },
    { name: 'alerts', path: '/alerts' },
    { name: 'alert', path: `/alerts/${alert}` },
    { name: 'consumers', path: '/consumers?open=history' },
    { name: 'consumer', path: `/consumers/${consumer}` },
    { name: 'consumer-paused', path: `/consumers/${paused}` },
    { name: 'dead-letters', path: '/dead-letters?state=any' },
    { name: 'dead-letters-list', path: '/dead-letters?show=list&state=any' },
    { name: 'group', path: `/dead-letters/groups/${group}?state=any` },
    { name: 'dead-letter', path: `/dead-letters/${deadLetter}` },
    { name: 'replay-dialog', path: `/dead-letters/groups/${group}`, bring: openReplay },
    { name: 'replays', path: '/replays' },
    { name: 'replay', path: `/replays/${replay}` },
    { name: 'traces', path: '/traces' },
    { name: 'trace', path: `/traces/${together}` },
    { name: 'commands', path: '/commands' },
    { name: 'commands-drawer', path: '/commands', bring: openDrawer },
    { name: 'command-detail', path: `/commands/${replayed}` },
    { name: 'command-detail-dead-lettered', path: `/commands/${refused}` },
    { name: 'activity', path: '/activity' },
    { name: 'activity-pipeline', path: '/activity?kind=pipeline' },
    { name: 'settings', path: '/settings' },
    { name: 'documentation', path: '/documentation/runbook' },
  ];
}

/** On a phone this is a page. */
async function openDrawer(page: Page): Promise<void> {
  await page.locator('[data-row]').first().click();
  await page.locator('article[data-outcome]').filter({ visible: true }).waitFor();
}

async function openReplay(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /^Replay/ })
    .first()
    .click();
  await page.locator('dialog[open] article').waitFor();
}
