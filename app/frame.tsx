'use client';

import type { ComponentProps } from 'react';
import { JobTray, JobTrayMark } from '../components/features/dead-letters/replays/job-tray.tsx';
import { Frame as PlainFrame } from '../components/features/frame/frame.tsx';

const tray = { Line: JobTray, Mark: JobTrayMark };

/** The frame of every page, with the running replays. */
export const Frame = (props: Omit<ComponentProps<typeof PlainFrame>, 'tray'>) => (
  <PlainFrame {...props} tray={tray} />
);
