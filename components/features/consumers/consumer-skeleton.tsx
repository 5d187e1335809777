/** Lines of about the final height while a consumer is read. */
export function ConsumerSkeleton() {
  return (
    <div aria-busy="true">
      <span className="visually-hidden">Reading</span>
      <div className="skeleton mb-3 h-8 w-72" />
      <div className="skeleton mb-2 h-5 w-[60%]" />
      <div className="skeleton mb-8 h-5 w-[40%]" />
      <div className="skeleton mb-8 h-16 w-full" />
      <div className="skeleton h-50 w-full" />
    </div>
  );
}
