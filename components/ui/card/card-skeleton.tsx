import { DetailFrame } from './card.tsx';

const widths = ['w-44', 'w-64', '', 'w-80', 'w-80', 'w-72', ''] as const;

/** A card's lines while it is read. */
export function CommandDetailSkeleton() {
  return (
    <div className="late w-full max-w-160" aria-busy="true">
      <span className="visually-hidden">Reading</span>
      <DetailFrame label="Reading the command">
        {widths.map((width, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines without content have no other key.
          <div key={index} className="flex h-5 items-center">
            {width !== '' && <div className={`skeleton h-3 max-w-full ${width}`} />}
          </div>
        ))}
        {['gateway', 'log', 'projection'].map((stage) => (
          <div key={stage} className="flex h-14 items-center gap-6 phone:h-9">
            <div className="skeleton size-3" />
            <div className="skeleton h-3 w-32" />
            <div className="skeleton h-3 w-24" />
          </div>
        ))}
        <div className="h-[4.375rem]" />
      </DetailFrame>
    </div>
  );
}
