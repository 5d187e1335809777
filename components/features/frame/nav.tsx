import { EnvironmentName, NavFoot, NavPages } from './nav-content.tsx';
import type { Tray } from './tray.ts';

/**
 * On the left: 208 px wide; below 1024 px only 48 px of icons; below 640 px hidden, and the top bar opens it as a
 * sheet.
 */
export function Nav({ Line }: Pick<Tray, 'Line'>) {
  return (
    <nav
      aria-label="Console"
      className="fixed inset-y-0 left-0 z-20 flex w-12 flex-col border-line border-r bg-sunken px-2 pb-2 max-phone:hidden full:w-52"
    >
      <div className="mb-3 flex h-12 min-w-0 items-center gap-2 px-2 max-full:flex-col max-full:justify-center max-full:gap-0 max-full:px-0">
        <span className="font-semibold max-full:hidden">Waybill</span>
        <span className="hidden font-semibold max-full:block" aria-hidden="true">
          W
        </span>
        <span className="flex min-w-0 max-full:hidden">
          <EnvironmentName />
        </span>
      </div>
      <NavPages />
      <div className="mt-auto">
        <NavFoot Line={Line} />
      </div>
    </nav>
  );
}
