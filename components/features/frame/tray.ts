import type { ComponentType } from 'react';

/** What is at work, at the foot of the nav on every page; drawn by another feature. */
export interface Tray {
  /** One line of the nav, with the nav's own classes of a line and of its word. */
  Line: ComponentType<{ row: string; tip: string }>;
  /** On a phone, where the line is behind the menu: that there is something in it. */
  Mark: ComponentType;
}
