/** For somebody who has never seen it: what runs here, in the order a command goes. */
export const WhatWaybillDoes = () => (
  <p className="mb-4 max-w-[72ch] text-pretty">
    Waybill takes commands, writes each to a log on disk, and answers 202 only then; workers apply them to the
    history behind it. So a database that is away costs time, not data, and whatever can’t be applied is kept
    as a dead letter with a way back. Here you can watch that happen, for real and safely: all parts run on
    this machine, and samples stay in channels of their own.
  </p>
);
