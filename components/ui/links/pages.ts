import {
  BellRing,
  History,
  LayoutDashboard,
  ListChecks,
  type LucideIcon,
  MailX,
  RotateCcw,
  Route,
  Waypoints,
} from 'lucide-react';

export interface ConsolePage {
  href: string;
  title: string;
  Icon: LucideIcon;
  /** After `g`. */
  letter: string;
}

/** The pages of the console in the order of the nav: each adds its line here, and is in the nav, the palette and the keys. */
export const pages: readonly ConsolePage[] = [
  // How it is: Overview `o`, Alerts `a`, Consumers `n`.
  { href: '/', title: 'Overview', Icon: LayoutDashboard, letter: 'o' },
  { href: '/alerts', title: 'Alerts', Icon: BellRing, letter: 'a' },
  { href: '/consumers', title: 'Consumers', Icon: Waypoints, letter: 'n' },

  // What failed, and the way back: Dead letters `d`, Replays `r`.
  { href: '/dead-letters', title: 'Dead letters', Icon: MailX, letter: 'd' },
  { href: '/replays', title: 'Replays', Icon: RotateCcw, letter: 'r' },

  // Where one is: Traces `t`, Commands `c`.
  { href: '/traces', title: 'Traces', Icon: Route, letter: 't' },
  { href: '/commands', title: 'Commands', Icon: ListChecks, letter: 'c' },

  // What was done: Activity `y`.
  { href: '/activity', title: 'Activity', Icon: History, letter: 'y' },
];
