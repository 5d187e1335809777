import {
  BellRing,
  History,
  KeyRound,
  LayoutDashboard,
  ListChecks,
  type LucideIcon,
  MailX,
  RotateCcw,
  Route,
  Waypoints,
} from 'lucide-react';
import type { Permission } from '../../../contracts/permissions.ts';

interface ConsolePage {
  href: string;
  title: string;
  Icon: LucideIcon;
  /** After `g`. */
  key: string;
  /** What one must be allowed to do for the page to be listed. Default: nothing. */
  needs?: Permission;
}

/** The pages of the console in the order of the nav. A line here puts a page in the nav, the palette and the keys. */
export const pages: readonly ConsolePage[] = [
  // The present state: Overview `o`, Alerts `a`, Consumers `n`.
  { href: '/', title: 'Overview', Icon: LayoutDashboard, key: 'o' },
  { href: '/alerts', title: 'Alerts', Icon: BellRing, key: 'a' },
  { href: '/consumers', title: 'Consumers', Icon: Waypoints, key: 'n' },

  // Failures and their repair: Dead letters `d`, Replays `r`.
  { href: '/dead-letters', title: 'Dead letters', Icon: MailX, key: 'd' },
  { href: '/replays', title: 'Replays', Icon: RotateCcw, key: 'r' },

  // Finding a command: Traces `t`, Commands `c`.
  { href: '/traces', title: 'Traces', Icon: Route, key: 't' },
  { href: '/commands', title: 'Commands', Icon: ListChecks, key: 'c' },

  // What was done: Activity `y`.
  { href: '/activity', title: 'Activity', Icon: History, key: 'y' },

  // Who may do what: Access `s`.
  { href: '/access', title: 'Access', Icon: KeyRound, key: 's', needs: 'access:read' },
];
