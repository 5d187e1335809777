import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { launchChromium } from '../tests/console/chromium.ts';
import { chosen } from './screenshots/chosen.ts';
import { play } from './screenshots/play.ts';
import { setScene } from './screenshots/scene.ts';
import { type Look, take } from './screenshots/take.ts';
import { viewsOf } from './screenshots/views.ts';

const usage = `npm run screenshots [-- --all <folder>]

Takes the pictures of README and docs, docs/images/*.png: starts a separate Waybill on a temporary data folder, plays an
incident in it, and photographs its console. Takes several minutes.

  --all <folder>  take every page instead, in both widths and both themes, into this folder
  --help          this text

Example: npm run screenshots -- --all pages`;

const { values } = parseArgs({ options: { all: { type: 'string' }, help: { type: 'boolean' } } });
if (values.help) {
  process.stdout.write(`${usage}\n`);
  process.exit(0);
}
const folder = resolve(values.all ?? join(import.meta.dirname, '..', 'docs', 'images'));
const say = (line: string) => void process.stdout.write(`${line}\n`);

/** Charts need more than a few seconds of data. */
const QUIET_MS = 240_000;

const looks: Look[] = [1280, 390].flatMap((width) =>
  (['light', 'dark'] as const).map((theme) => ({ width, height: 800, theme })),
);

mkdirSync(folder, { recursive: true });
const scene = await setScene();
try {
  const views = viewsOf(await play(scene, say, values.all === undefined ? QUIET_MS : undefined));
  const origin = scene.waybill.console;
  const browser = await launchChromium();
  try {
    if (values.all === undefined) {
      for (const { file, view: name, look } of chosen) {
        const view = views.find((each) => each.name === name)!;
        say(await take(browser, origin, view, look, join(folder, `${file}.png`), false));
      }
    } else {
      for (const view of views) {
        for (const look of looks) {
          const file = join(folder, `${view.name}-${look.width}-${look.theme}.png`);
          say(await take(browser, origin, view, look, file, true));
        }
      }
    }
  } finally {
    await browser.close();
  }
} finally {
  await scene.stop();
}
