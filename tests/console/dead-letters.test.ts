import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { waitUntil } from '../engines/condition.ts';
import { OPERATOR_KEY, type ReplayBed, startReplayBed } from '../server/operations/replay-bed.ts';
import { launchChromium, skipWithoutChromium } from './chromium.ts';
import { assertAccessible, assertNoSidewaysScroll, looks, type PageOptions, visitPage } from './open-page.ts';
import { type RunningConsole, startConsole } from './start-console.ts';

/** Dead letters of a real pipeline, whose worker refuses what the messages say, in a real browser. */
const options = { skip: skipWithoutChromium };

let bed: ReplayBed;
let served: RunningConsole;
let browser: Browser;
let failed: string[];
let broken: { deadLetterId: string; eventId: string };

before(async () => {
  if (skipWithoutChromium) return;
  bed = await startReplayBed();
  bed.setFaults('on');
  failed = await bed.failing(Array.from({ length: 24 }, (_, n) => ['general', 'operations', 'eu'][n % 3]!));
  broken = await bed.broken('general', { channelId: 'general', messageId: 'no uuid', text: 7 });
  served = await startConsole(bed.operations.url, { WAYBILL_OPERATOR_KEY: OPERATOR_KEY });
  browser = await launchChromium();
});

after(async () => {
  await browser?.close();
  await served?.stop();
  await bed?.stop();
});

const visit = (path: string, run: (page: Page) => Promise<void>, pageOptions?: PageOptions) =>
  visitPage(browser, served.url + path, run, pageOptions);

const rows = (page: Page) => page.locator('table [data-row]');
const dialog = (page: Page) => page.locator('dialog[open]');
const readDeadLetter = async (id: string) => (await bed.ops('GET', `/dead-letters/${id}`)).body;

test('views have names: those that come with it, and one’s own, kept in this browser', options, () =>
  visit('/dead-letters', async (page) => {
    const views = page.getByRole('navigation', { name: 'Views' });
    const current = async () => views.locator('[aria-current="page"]').textContent();
    assert.equal(await current(), 'Open');
    await views.getByRole('link', { name: 'Mine' }).click();
    await page.getByRole('heading', { name: 'No dead letter fits these filters' }).waitFor();
    assert.equal(new URL(page.url()).search, '?show=list&assignee=olga');
    await views.getByRole('link', { name: 'Newest first' }).click();
    await page.getByLabel('Channel', { exact: true }).fill('eu');
    await views.getByRole('button', { name: 'Save this view…' }).click();
    await dialog(page).getByLabel('Name').fill('<b>Europe</b>');
    await dialog(page).getByRole('button', { name: 'Save view' }).click();
    await waitUntil(async () => (await current()) === '<b>Europe</b>');
    await page.goto(`${served.url}/dead-letters`);
    await views.getByRole('link', { name: '<b>Europe</b>' }).click();
    await waitUntil(() => new URL(page.url()).searchParams.get('aggregate') === 'channel/eu');
    await views.getByRole('button', { name: 'Forget this view' }).click();
    await views.getByRole('button', { name: 'Save this view…' }).waitFor();
    assert.equal(await views.getByRole('link', { name: '<b>Europe</b>' }).count(), 0);
  }),
);

test(
  'the palette leads to a dead letter by its id, says what it does not find, and knows the last ones',
  options,
  () =>
    visit('/commands', async (page) => {
      const id = failed[0] as string;
      const item = (name: RegExp) => dialog(page).getByRole('option', { name });
      await waitUntil(async () => {
        // The keys work once the page listens.
        if ((await dialog(page).count()) === 0) await page.keyboard.press('Control+k');
        return (await dialog(page).count()) > 0;
      });
      await dialog(page).getByRole('combobox').waitFor();
      await page.keyboard.insertText(`{"deadLetterId":"${id}","other":"history.1-0-999999"}`);
      await item(/^open Dead letter/).waitFor();
      await item(/^not found Dead letter/).waitFor();
      await item(/^open Dead letter/).click();
      await page.waitForURL(`**/dead-letters/${id}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.keyboard.press('Control+k');
      const recent = dialog(page).getByRole('group', { name: 'Recent' }).getByRole('option');
      assert.equal(await recent.count(), 1);
      await page.keyboard.insertText('order-4711');
      await item(/^not in the ledger Trace/).waitFor();
      assert.equal(await recent.count(), 0);
      await assertAccessible(page, 'the palette');
    }),
);

test(
  'by keyboard alone: two of the list are discarded, with a reason that the audit log keeps',
  options,
  () =>
    visit('/dead-letters?show=list&sort=oldest', async (page) => {
      await rows(page).first().waitFor();
      await page.keyboard.press('/');
      await page.keyboard.press('ArrowDown');
      const taken: (string | null)[] = [];
      for (const key of ['x', 'j', 'x']) {
        if (key === 'x') taken.push(await page.locator(':focus').getAttribute('data-row'));
        await page.keyboard.press(key);
      }
      await page.getByText('2 selected in').waitFor();
      await page.keyboard.press('d');
      await dialog(page).getByText('Discard 2 dead letters').first().waitFor();
      const action = dialog(page).getByRole('button', { name: 'Discard 2 dead letters' });
      assert.ok(await action.isDisabled(), 'without a reason there is no discard');
      await page.keyboard.type('sent by a load test');
      await page.keyboard.press('Enter');
      assert.ok(await dialog(page).isVisible(), 'Enter alone does not act');
      await page.keyboard.press('Control+Enter');
      await dialog(page).getByText('2 dead letters discarded, and written to the audit log.').waitFor();
      await page.keyboard.press('Escape');
      await page.getByText('2 selected in').waitFor({ state: 'detached' });
      for (const id of taken) {
        const { deadLetter } = await readDeadLetter(id as string);
        assert.deepEqual(
          [deadLetter.state, deadLetter.changedBy, deadLetter.reason.trim()],
          ['discarded', 'olga', 'sent by a load test'],
        );
      }
      // The command detail shows the decision, beside what its client still gets.
      const { deadLetter } = await readDeadLetter(taken[0] as string);
      await page.goto(`${served.url}/commands/${deadLetter.eventId}`);
      await page.getByText(/Discarded by olga .*: “sent by a load test”/).waitFor();
      await page.getByText('dead_lettered').first().waitFor();
    }),
);

test(
  'the drawer has the address of the dead letter’s page, and gives the focus back to its row',
  options,
  () =>
    visit('/dead-letters?show=list', async (page) => {
      await rows(page).nth(2).focus();
      const id = await rows(page).nth(2).getAttribute('data-row');
      await page.keyboard.press('Enter');
      await page.getByRole('dialog', { name: `Dead letter ${id}` }).waitFor();
      assert.equal(new URL(page.url()).pathname, `/dead-letters/${id}`);
      await page.getByText('No actions yet.').waitFor();
      await page.keyboard.press('Escape');
      await waitUntil(async () => (await page.locator(':focus').getAttribute('data-row')) === id, {
        what: 'the focus on its row',
      });
    }),
);

test(
  'keys typed into a dialog never act on the page behind it, not even when it closes while somebody types',
  options,
  () =>
    visit(`/dead-letters/${failed.at(-1)}`, async (page) => {
      await page.getByText('No actions yet.').waitFor();
      const titled = (title: RegExp) => dialog(page).getByRole('heading', { name: title });
      const shown = () => dialog(page).count();
      const note = async () => {
        await waitUntil(
          async () => {
            // The keys work once the page listens, and once no keys are kept from it any more.
            if ((await shown()) === 0) await page.keyboard.press('n');
            return (await shown()) > 0;
          },
          { intervalMs: 800, what: 'the note’s dialog' },
        );
        await titled(/note/i).waitFor();
      };
      await note();
      const field = dialog(page).getByRole('textbox', { name: 'Note' });
      await waitUntil(() => field.evaluate((box) => box === document.activeElement));
      // With the focus on the close button: letters do nothing, the space presses the button, and the rest of the
      // text follows.
      await dialog(page).getByRole('button', { name: 'Cancel' }).focus();
      await page.keyboard.type('a worker is wrong');
      await page.keyboard.press('Control+Enter');
      assert.equal(await shown(), 0, 'no letter of it opened another dialog');
      await note();
      // Escape does not count as typing: the next letter is for the page.
      await page.keyboard.press('Escape');
      await waitUntil(async () => (await shown()) === 0);
      await page.keyboard.press('a');
      await titled(/^Assign/).waitFor();
      await page.keyboard.press('Escape');
      // The dialog is requested and text typed at once: no letter of the text opens another dialog.
      await page.keyboard.press('n');
      await page.keyboard.type('add');
      await titled(/note/i).waitFor();
      await page.keyboard.press('Escape');
      assert.deepEqual((await readDeadLetter(failed.at(-1) as string)).actions, []);
    }),
);

test(
  'edit and replay: the faults are named, the difference is shown, and the dead letter ends resolved',
  options,
  () =>
    visit(`/dead-letters/${broken.deadLetterId}`, async (page) => {
      await page.getByText('/data/text').waitFor();
      await page.getByRole('button', { name: 'Edit and replay' }).click();
      const box = page.getByRole('textbox', { name: /^Data of/ });
      await box.fill('{"channelId": "general", "text": 7}');
      await page.getByRole('button', { name: 'Check against the schema' }).click();
      await dialog(page).getByText('This was not done').waitFor();
      await box.fill(
        JSON.stringify({ channelId: 'general', messageId: broken.eventId, text: 'seven\u2011eight' }),
      );
      await page.getByRole('button', { name: 'Check against the schema' }).click();
      await dialog(page).getByRole('list', { name: 'Difference' }).getByText('U+2011').waitFor();
      await assertAccessible(page, 'the editor with a difference');
      await page.getByRole('button', { name: 'Replay the edited event' }).click();
      await dialog(page)
        .getByText('The read model shows the edited event: this dead letter is resolved.')
        .waitFor();
      await page.keyboard.press('Escape');
      await page.getByText('edited, proven').waitFor();
      await page.getByText('It was edited and replayed as').waitFor();
      await page.getByText('Edited, and proven applied as').waitFor();
      assert.equal(await page.getByText('It was never replayed.').count(), 0);
      await page.goto(new URL(`/commands/${broken.eventId}`, page.url()).href);
      await page.getByText('Replaced by a corrected command').first().waitFor();
    }),
);

test('a group is replayed from its page: first the plan, then ten of it, then a pause', options, async () => {
  const { body } = await bed.ops('GET', '/dead-letter-groups?state=open');
  const group = body.groups.find(({ count }: { count: number }) => count > 10).key as string;
  bed.setFaults('off');
  await visit(`/dead-letters/groups/${group}`, async (page) => {
    await page.getByText('22 open of 24').waitFor();
    await page.getByText('3 channels').waitFor();
    const link = page.getByRole('link', { name: 'operations', exact: true });
    await link.click();
    await waitUntil(() => new URL(page.url()).searchParams.get('aggregate') === 'channel/operations');
    await waitUntil(async () => (await link.getAttribute('aria-current')) === 'true');
    await waitUntil(async () => (await rows(page).count()) < 10, {
      what: 'the dead letters of that channel alone',
    });
    await page.goBack();
    await waitUntil(() => new URL(page.url()).search === '');
    await page.getByRole('button', { name: /^Replay first 10 of 22/ }).click();
    await dialog(page)
      .getByRole('article', { name: /^First 10 of 22 to history, then pause/ })
      .waitFor();
    await dialog(page)
      .getByText(/Reaches history: 22 dead letters of 3 channels/)
      .waitFor();
    await assertAccessible(page, 'a plan');
    await page.getByLabel(/^Reason/).fill('rolled back');
    await page.getByRole('button', { name: 'Replay first 10, then pause' }).click();
    const opened = dialog(page).getByRole('link', { name: 'Open the replay' });
    const replayId = (await opened.getAttribute('href'))?.split('/').at(-1) as string;
    const held = await bed.reaches(replayId, 'paused');
    assert.equal(held.outcomes.applied, 10);
    assert.equal(held.reason, 'rolled back');
    await page.keyboard.press('Escape');
    // The page shows their outcome by itself.
    await page.getByText('12 open of 24').waitFor();
    const goOn = page.getByRole('link', { name: 'Resume that replay…' });
    assert.equal(await goOn.getAttribute('href'), `/replays/${replayId}`);
    await page
      .getByText(/A replay of these is paused: 10 of 22 ended, 10 applied\. 12 dead letters wait/)
      .waitFor();
    await page.getByRole('link', { name: 'paused', exact: true }).first().waitFor();
    // The page also offers another replay, for dead letters that are not in that one; here all are in it, and the
    // page says so.
    await page.getByRole('button', { name: /^Replay .*12/ }).click();
    await dialog(page)
      .getByText(/All 12 are in another replay already\. Resume that replay, or cancel it\./)
      .waitFor();
  });
  assert.equal(failed.length, 24);
});

test('one is replayed from its page, which then shows the proof', options, async () => {
  // One that waits in no other replay: the plan skips those that do.
  bed.setFaults('on');
  const [id] = (await bed.failing(['general'])) as [string];
  bed.setFaults('off');
  await visit(`/dead-letters/${id}`, async (page) => {
    await page.getByRole('button', { name: 'Replay…', exact: true }).click();
    await dialog(page)
      .getByRole('article', { name: /^1 to history/ })
      .waitFor();
    await page.getByLabel(/^Reason/).fill('the client asks for it');
    await dialog(page).getByRole('button', { name: 'Replay 1 to history' }).click();
    const link = dialog(page).getByRole('link', { name: 'Open the replay' });
    const replayId = (await link.getAttribute('href'))?.split('/').at(-1) as string;
    await page.keyboard.press('Escape');
    await page
      .getByText(/applied by a replay|resolved/)
      .first()
      .waitFor();
    const ended = await bed.reaches(replayId, 'finished');
    assert.deepEqual([ended.reason, ended.outcomes.applied], ['the client asks for it', 1]);
    // The index follows the replay's end.
    await waitUntil(async () => (await readDeadLetter(id)).deadLetter.state === 'resolved');
  });
});

test(
  'a discard in a list is taken back in one step, except for dead letters that somebody has acted on since',
  options,
  async () => {
    const texts = [1, 2, 3].map((text) => ({ channelId: 'undone', messageId: `no uuid ${text}`, text }));
    const made: string[] = [];
    for (const data of texts) made.push((await bed.broken('undone', data)).deadLetterId);
    await bed.untilListed(made);
    const states = async () =>
      Promise.all(made.map(async (id) => (await readDeadLetter(id)).deadLetter.state as string));
    await visit('/dead-letters?show=list&aggregate=channel/undone', async (page) => {
      const offer = page.locator('[data-undo="discarded"]');
      const discard = async () => {
        await rows(page).nth(2).waitFor();
        await page.getByRole('checkbox', { name: /all/i }).first().check();
        await page.getByRole('button', { name: 'Discard…' }).click();
        await dialog(page).getByRole('textbox').first().fill('a load test');
        await dialog(page)
          .getByRole('button', { name: /^Discard / })
          .click();
        await dialog(page).getByText('3 dead letters discarded').waitFor();
        await page.keyboard.press('Escape');
        await offer.getByText('3 dead letters discarded.').waitFor();
        assert.deepEqual(await states(), ['discarded', 'discarded', 'discarded']);
      };
      await discard();
      await assertAccessible(page, 'the offer to undo');
      for (const { width, theme } of looks) {
        await page.emulateMedia({ colorScheme: theme });
        await page.setViewportSize({ width, height: 900 });
        await assertNoSidewaysScroll(page, 'the offer to undo');
      }
      await page.setViewportSize({ width: 1280, height: 900 });
      await offer.getByRole('button', { name: 'Undo: restore 3 dead letters' }).click();
      await offer.getByText('3 dead letters restored, and written to the audit log.').waitFor();
      assert.deepEqual(await states(), ['open', 'open', 'open']);

      await discard();
      const other = { kind: 'restored', requestId: crypto.randomUUID() };
      assert.equal((await bed.ops('POST', `/dead-letters/${made[1]}/actions`, other)).status, 200);
      await offer.getByRole('button', { name: 'Undo: restore 3 dead letters' }).click();
      await offer.getByText('2 dead letters restored, and written to the audit log.').waitFor();
      await offer.getByText('1 was refused').waitFor();
      assert.equal(await offer.getByRole('button', { name: /^Undo/ }).count(), 0);
      await offer.getByRole('button', { name: 'Dismiss' }).click();
      await offer.waitFor({ state: 'detached' });
      assert.deepEqual(await states(), ['open', 'open', 'open']);
    });
  },
);

test('after a row is ticked, j goes to the one below it', options, () =>
  visit('/dead-letters?show=list', async (page) => {
    await rows(page).nth(3).waitFor();
    await page.locator('tbody input[type="checkbox"]').nth(2).click();
    await page.keyboard.press('j');
    const below = await rows(page).nth(3).getAttribute('data-row');
    assert.equal(await page.evaluate(() => (document.activeElement as HTMLElement).dataset.row), below);
  }),
);

for (const { width, theme } of looks) {
  test(`axe-core finds nothing on the pages of dead letters at ${width} px, ${theme}`, options, () =>
    visit(
      '/dead-letters',
      async (page) => {
        await rows(page).first().waitFor();
        await assertAccessible(page, 'the groups');
        await assertNoSidewaysScroll(page, 'the groups');
        await rows(page).first().click();
        await page.waitForURL('**/groups/**');
        await rows(page).first().focus();
        await page.keyboard.press('x');
        await page.getByRole('region', { name: 'Selection' }).getByRole('button', { name: 'More' }).click();
        await page.getByRole('menu').waitFor();
        await assertAccessible(page, 'a group with a selection and its menu');
        await page.keyboard.press('Escape');
        await assertNoSidewaysScroll(page, 'a group with a selection');
        await page.goto(`${served.url}/dead-letters/${broken.deadLetterId}`);
        await page.getByText('edited, proven').waitFor();
        await assertAccessible(page, 'a dead letter');
        await assertNoSidewaysScroll(page, 'a dead letter');
        await page.goto(`${served.url}/dead-letters?state=any&q=nothing-has-this`);
        await page.getByText('No dead letter fits these filters').waitFor();
        await assertAccessible(page, 'nothing by these filters');
      },
      { width, theme },
    ),
  );
}

test('an address without a dead letter is 404 and says what to do', options, () =>
  visit('/dead-letters/nonsense', async (page) => {
    await page.getByText('This address names no dead letter').waitFor();
    assert.equal((await fetch(`${served.url}/dead-letters/groups/xyz`)).status, 404);
    await page.goto(`${served.url}/dead-letters/history.1-0-999999`);
    await page.getByRole('heading', { name: 'There is no such dead letter' }).waitFor();
  }),
);

test('the dead letter of an edit that failed says first of which it is a copy', options, async () => {
  bed.setFaults('on');
  const { deadLetterId, eventId } = await bed.broken('general', {
    channelId: 'general',
    messageId: 'none',
    text: 7,
  });
  const data = { channelId: 'general', messageId: eventId, text: 'poison still' };
  const path = `/dead-letters/${deadLetterId}/edit-and-replay`;
  const { body } = await bed.ops('POST', path, { data, requestId: crypto.randomUUID() });
  const copy = `history.${body.position}`;
  await waitUntil(async () => (await bed.ops('GET', `/dead-letters/${copy}`)).status === 200, {
    what: 'the copy among the dead letters',
  });
  await waitUntil(async () => (await readDeadLetter(deadLetterId)).deadLetter.state === 'open', {
    timeoutMs: 30_000,
  });
  await visit(`/dead-letters/${copy}`, async (page) => {
    const note = page.getByRole('note').filter({ hasText: 'An edited copy of' });
    const words =
      /^An edited copy of history\S+, sent by olga .*\. It failed too\. Fix the original and discard this copy: if you replay both, both are applied\.$/;
    assert.match((await note.innerText()).replaceAll('\n', ' '), words);
    await assertAccessible(page, 'an edited copy');
    await note.getByRole('link', { name: deadLetterId }).click();
    await page.waitForURL(`**/dead-letters/${deadLetterId}`);
  });
});

test(
  'a whole group is discarded from its page, which then says so and takes it back in one step',
  options,
  async () => {
    const { body } = await bed.ops('GET', '/dead-letter-groups?state=open');
    const { key, states } = body.groups.at(-1);
    const what = `${states.open} dead letter${states.open === 1 ? '' : 's'}`;
    const statesNow = async () =>
      (await bed.ops('GET', `/dead-letter-groups/${key}`)).body.group.states as Record<string, number>;
    await visit(`/dead-letters/groups/${key}`, async (page) => {
      await page.getByRole('button', { name: `Discard ${states.open}…` }).click();
      await dialog(page).getByRole('textbox').first().fill('a load test');
      if ((await dialog(page).getByRole('textbox').count()) > 1)
        await dialog(page).getByRole('textbox').last().fill(String(states.open));
      await dialog(page)
        .getByRole('button', { name: /^Discard / })
        .click();
      await dialog(page).getByText('discarded, and written to the audit log.').waitFor();
      await page.keyboard.press('Escape');
      const decided = page.locator('[data-decided="discarded"]');
      await decided.getByText('by olga').waitFor();
      assert.match(
        (await decided.getByRole('note').innerText()).replaceAll('\n', ' '),
        new RegExp(`^${what} of \\d+: discarded, by olga, .+: “a load test”\\.$`),
      );
      assert.equal((await statesNow()).discarded, states.open + states.discarded);
      await assertAccessible(page, 'a discarded group');
      for (const { width, theme } of looks) {
        await page.emulateMedia({ colorScheme: theme });
        await page.setViewportSize({ width, height: 900 });
        await assertNoSidewaysScroll(page, 'a discarded group');
      }
      await decided.getByRole('button', { name: `Undo: restore ${what}` }).click();
      await decided.waitFor({ state: 'detached' });
      await page.getByText(`${what} restored, and written to the audit log.`).waitFor();
      await page.getByText('No actions on the group itself. Each dead letter lists its own.').waitFor();
    });
    // An earlier test's dead letter may be resolved meanwhile.
    const { open, discarded } = await statesNow();
    assert.deepEqual([open, discarded], [states.open, states.discarded]);
  },
);
