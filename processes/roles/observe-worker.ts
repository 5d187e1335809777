import type { WorkerHeartbeat } from '../../contracts/heartbeat.ts';
import type { MetricRegistry } from '../../platform/telemetry/metrics/metric-registry.ts';

const CIRCUIT = ['closed', 'half-open', 'open'] as const;
const BRAKE = ['off', 'slow', 'on'] as const;

/** Metrics of a worker's state: its circuit, its brake and its ack-pending events. */
export function observeWorker(metrics: MetricRegistry, worker: { state(): WorkerHeartbeat }): void {
  const labels = ({ projection }: WorkerHeartbeat) => ({ projection });
  metrics.gauge(
    {
      name: 'waybill.circuit.state',
      help: 'State of the circuit breaker to the store: 1 for the present state, 0 for the others.',
      unit: '1',
    },
    () => oneOf(CIRCUIT, worker.state().circuit, labels(worker.state())),
  );
  metrics.gauge(
    {
      name: 'waybill.brake.state',
      help: 'State of dead-lettering: 1 for the present state, 0 for the others.',
      unit: '1',
    },
    () => oneOf(BRAKE, worker.state().brake, labels(worker.state())),
  );
  metrics.gauge(
    {
      name: 'waybill.events.ack_pending',
      help: 'Events delivered to this worker and not yet acknowledged.',
      unit: '{event}',
    },
    () => [{ labels: labels(worker.state()), value: worker.state().ackPending }],
  );
}

const oneOf = (states: readonly string[], present: string, labels: Record<string, string>) =>
  states.map((state) => ({ labels: { ...labels, state }, value: state === present ? 1 : 0 }));
