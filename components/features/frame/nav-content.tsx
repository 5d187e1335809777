'use client';

import { useQuery } from '@tanstack/react-query';
import { BookOpen, Settings, UserRound } from 'lucide-react';
import { usePathname } from 'next/navigation';
import { principal } from '../../api/principal.ts';
import { readFromBrowser } from '../../api/read-from-browser.ts';
import { useConsoleFacts } from '../../ui/environment/console-facts.ts';
import { PageLink } from '../../ui/links/page-link.tsx';
import { pages } from '../../ui/links/pages.ts';
import type { Tray } from './tray.ts';

const row =
  'group relative flex h-8 items-center gap-3 rounded-control px-2 no-underline hover:bg-hover pointer-coarse:h-11';

/** The label of an icon without text, shown on hover and focus. */
const tip =
  'phone:max-full:pointer-events-none phone:max-full:absolute phone:max-full:left-full phone:max-full:z-20 phone:max-full:ml-2 phone:max-full:hidden phone:max-full:rounded-control phone:max-full:bg-ink phone:max-full:px-2 phone:max-full:py-1 phone:max-full:text-small phone:max-full:text-bg phone:max-full:group-hover:block phone:max-full:group-focus-visible:block whitespace-nowrap';

/** The environment, in a prominent place; production is shown in inverse colours. */
export function EnvironmentName() {
  const { environmentName } = useConsoleFacts();
  const inverse = environmentName === 'production';
  return (
    <span
      className={`truncate rounded-card text-small ${inverse ? 'bg-ink px-1.5 font-semibold text-bg' : 'text-ink-2'}`}
      title={`Environment: ${environmentName}`}
    >
      {environmentName}
    </span>
  );
}

export function NavPages() {
  const pathname = usePathname();
  const { data: me } = useQuery(principal(readFromBrowser));
  return (
    <ul className="flex flex-col gap-1">
      {pages.map(({ href, title, Icon, needs }) => {
        if (needs && me && !me.permissions.includes(needs)) return null;
        const here = pathname === href || (href !== '/' && pathname.startsWith(`${href}/`));
        return (
          <li key={href}>
            <PageLink
              href={href}
              aria-current={here ? 'page' : undefined}
              className={`${row} ${here ? 'bg-hover font-semibold' : ''}`}
            >
              <Icon size={16} strokeWidth={1.5} aria-hidden="true" className="shrink-0" />
              <span className={tip}>{title}</span>
            </PageLink>
          </li>
        );
      })}
    </ul>
  );
}

export function NavFoot({ Line }: Pick<Tray, 'Line'>) {
  const { gatewayUrl } = useConsoleFacts();
  const pathname = usePathname();
  return (
    <ul className="flex flex-col gap-1">
      <Line row={row} tip={tip} />
      <li>
        <a href={`${gatewayUrl}/docs`} target="_blank" rel="noopener noreferrer" className={row}>
          <BookOpen size={16} strokeWidth={1.5} aria-hidden="true" className="shrink-0" />
          <span className={tip}>API reference</span>
        </a>
      </li>
      <li>
        <PageLink
          href="/settings"
          aria-current={pathname === '/settings' ? 'page' : undefined}
          className={`${row} ${pathname === '/settings' ? 'bg-hover font-semibold' : ''}`}
        >
          <Settings size={16} strokeWidth={1.5} aria-hidden="true" className="shrink-0" />
          <span className={tip}>Settings</span>
        </PageLink>
      </li>
      <li>
        <ActingAs />
      </li>
    </ul>
  );
}

/** The name that the audit log gives to actions taken in this console. */
function ActingAs() {
  const { data, error } = useQuery(principal(readFromBrowser));
  const name = data?.id ?? (error ? 'unknown' : '…');
  return (
    <p
      className="group relative flex h-8 items-center gap-3 px-2 text-ink-2 max-phone:h-11"
      title={`Your actions are recorded as done by ${name}`}
    >
      <UserRound size={16} strokeWidth={1.5} aria-hidden="true" className="shrink-0" />
      <span className={`${tip} truncate`}>
        <span className="visually-hidden">Acting as </span>
        {name}
      </span>
    </p>
  );
}
