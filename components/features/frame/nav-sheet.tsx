'use client';

import { Keyboard, Menu, X } from 'lucide-react';
import { useRef } from 'react';
import { EnvironmentName, NavFoot, NavPages } from './nav-content.tsx';
import type { Tray } from './tray.ts';
import { ZoneToggle } from './zone-toggle.tsx';

/** Below 640 px: the nav as a sheet that a menu button opens. */
export function NavSheet({ tray: { Line, Mark }, openHelp }: { tray: Tray; openHelp(): void }) {
  const sheet = useRef<HTMLDialogElement>(null);
  const close = () => sheet.current?.close();
  return (
    <>
      <button
        type="button"
        className="icon-button relative -ml-2 phone:hidden"
        onClick={() => sheet.current?.showModal()}
      >
        <Menu size={20} strokeWidth={1.5} aria-hidden="true" />
        <span className="visually-hidden">Menu</span>
        <Mark />
      </button>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog by itself. */}
      <dialog
        ref={sheet}
        aria-label="Menu"
        className="m-0 h-dvh max-h-none w-72 max-w-[85vw] border-line border-r bg-sunken shadow-float"
        onClick={(event) => {
          const onBackdrop = event.target === event.currentTarget;
          if (onBackdrop || (event.target as Element).closest('a')) close();
        }}
      >
        <div className="flex h-full flex-col gap-3 px-3 pb-[max(12px,env(safe-area-inset-bottom))]">
          <div className="flex h-12 items-center gap-2 px-2">
            <span className="font-semibold">Waybill</span>
            <EnvironmentName />
            <button
              type="button"
              className="icon-button -mr-2 ml-auto"
              aria-label="Close menu"
              onClick={close}
            >
              <X size={20} strokeWidth={1.5} aria-hidden="true" />
            </button>
          </div>
          <nav aria-label="Console">
            <NavPages />
          </nav>
          <div className="mt-auto flex flex-col gap-1">
            <ZoneToggle className="h-11 gap-3! px-2" />
            <button
              type="button"
              className="flex h-11 items-center gap-3 px-2"
              onClick={() => {
                close();
                openHelp();
              }}
            >
              <Keyboard size={16} strokeWidth={1.5} aria-hidden="true" />
              Keyboard
            </button>
            <NavFoot Line={Line} />
          </div>
        </div>
      </dialog>
    </>
  );
}
