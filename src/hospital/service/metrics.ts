/** What the service tells Prometheus: numbers alone, by method and by code, never by person. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { HospitalNode } from '../node.ts';
import type { Answered } from '../server.ts';

const SECONDS = 1000;
const BUCKETS = [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10];

export class NodeMetrics {
  readonly #registry = new Registry();
  readonly #requests: Counter<'method' | 'code'>;
  readonly #durations: Histogram<'method'>;
  readonly #drops: Counter<'code'>;

  constructor() {
    const registers = [this.#registry];
    this.#requests = new Counter({
      name: 'consilium_requests_total',
      help: 'Requests of the node protocol, by method and by the code of the answer ("ok" for a result).',
      labelNames: ['method', 'code'],
      registers,
    });
    this.#durations = new Histogram({
      name: 'consilium_request_seconds',
      help: 'Time from a request to its answer, by method.',
      labelNames: ['method'],
      buckets: BUCKETS,
      registers,
    });
    this.#drops = new Counter({
      name: 'consilium_dropped_connections_total',
      help: 'Connections that the node ended, by the code.',
      labelNames: ['code'],
      registers,
    });
    collectDefaultMetrics({ register: this.#registry });
  }

  readonly answered = ({ method, code, ms }: Answered): void => {
    this.#requests.inc({ method, code });
    this.#durations.observe({ method }, ms / SECONDS);
  };

  readonly dropped = (code: string): void => this.#drops.inc({ code });

  /** Reads the node's own numbers at each scrape from now on. */
  watch(node: HospitalNode): void {
    const gauges: readonly (readonly [string, string, () => number])[] = [
      ['consilium_ready', '1 when the node can serve, else 0.', () => Number(node.trouble() === null)],
      ['consilium_ledger_height', 'Height of the node’s verified ledger.', () => node.count().height],
      ['consilium_connections', 'Connections of the node protocol.', () => node.count().connections],
      ['consilium_logins', 'Connections on which somebody is logged in.', () => node.count().loggedIn],
      ['consilium_blobs', 'Sealed blobs that the node holds.', () => node.count().blobs],
      ['consilium_envelopes', 'Envelopes that the node holds.', () => node.count().envelopes],
    ];
    for (const [name, help, read] of gauges) {
      const gauge: Gauge = new Gauge({
        name,
        help,
        registers: [this.#registry],
        collect: () => gauge.set(read()),
      });
    }
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** Prometheus' text format. */
  async text(): Promise<string> {
    return this.#registry.metrics();
  }
}
