import type { ComponentType } from 'react';

/** What is running, at the foot of the nav on every page; another feature draws it. */
export interface Tray {
  /** One line of the nav, with the nav's own classes of a line and of its word. */
  Line: ComponentType<{ row: string; tip: string }>;
  /** On a phone, where the line is in the menu: a mark on the menu button. */
  Mark: ComponentType;
}
