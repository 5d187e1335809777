import type { Look } from './take.ts';

const wide = { width: 1280, height: 720 };
const phone = { width: 390, height: 780 };

/** The pictures in README and docs: the file's name, the view, and the size and theme. */
export const chosen: { file: string; view: string; look: Look }[] = [
  { file: 'overview', view: 'overview', look: { ...wide, height: 1_080, theme: 'light' } },
  { file: 'trace', view: 'trace', look: { ...wide, height: 1_100, theme: 'dark' } },
  { file: 'dead-letters', view: 'group', look: { ...wide, theme: 'light' } },
  { file: 'consumer', view: 'consumer-paused', look: { ...wide, theme: 'light' } },
  { file: 'replay', view: 'replay', look: { ...wide, theme: 'light' } },
  { file: 'command-detail', view: 'command-detail', look: { ...wide, theme: 'dark' } },
  { file: 'alert-390', view: 'alert', look: { ...phone, theme: 'dark' } },
];
