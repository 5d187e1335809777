import type { HistoryStore } from '../../contracts/ports/history-store.ts';
import { type PatienceLimits, PatientReads } from './patient-reads.ts';

/** The history for answers to requests: its reads are bounded in time and number; its other methods are unchanged. */
export function patientHistory(store: HistoryStore, limits: PatienceLimits): HistoryStore {
  const reads = new PatientReads(limits);
  return {
    apply: (changes) => store.apply(changes),
    message: (...key) => reads.run(() => store.message(...key)),
    pendingChanges: (...key) => reads.run(() => store.pendingChanges(...key)),
    messages: (...page) => reads.run(() => store.messages(...page)),
    channel: (...key) => reads.run(() => store.channel(...key)),
    member: (...key) => reads.run(() => store.member(...key)),
    members: (...page) => reads.run(() => store.members(...page)),
    probe: () => store.probe(),
    buildId: () => reads.run(() => store.buildId()),
    filledFrom: () => reads.run(() => store.filledFrom()),
    beginBuild: (logId) => store.beginBuild(logId),
    wipe: (logId) => store.wipe(logId),
    contentHash: () => store.contentHash(),
    close: () => store.close(),
  };
}
