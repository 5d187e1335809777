/** Placeholder lines while a trace is read. */
export function TraceSkeleton() {
  return (
    <div className="late" aria-busy="true">
      <span className="visually-hidden">Reading</span>
      <div className="flex h-6 items-center">
        <div className="skeleton h-4 w-80 max-w-full" />
      </div>
      <div className="mt-1 mb-4 flex h-6 items-center">
        <div className="skeleton h-3 w-64 max-w-full" />
      </div>
      {['first', 'second', 'third'].map((command) => (
        <div key={command} className="border-line border-t py-3">
          <div className="flex h-7 items-center">
            <div className="skeleton h-3 w-48 max-w-full" />
          </div>
          {['timeline', 'clientAnswer'].map((row) => (
            <div key={row} className="flex h-7 items-center gap-4">
              <div className="skeleton h-3 w-24 shrink-0" />
              <div className="skeleton h-3 grow" />
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}
