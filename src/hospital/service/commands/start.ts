/** `start`: runs the node until it is told to end. */
import type { CommandResult, Invocation } from '../../../node/commandLine/command.ts';
import { configOf } from '../invocation.ts';
import { servicePorts, startService } from '../service.ts';

/** Ends on SIGTERM and SIGINT, with everything that was answered on the disk. */
export async function start(invocation: Invocation): Promise<CommandResult> {
  const config = configOf(invocation);
  const ports = servicePorts(config, (line) => invocation.io.err(line));
  const service = await startService({
    folder: invocation.dataFolder,
    config,
    ports,
    dateConfirmed: invocation.isOn('date-confirmed'),
  });
  const { socket, port, metricsPort, node } = service;
  ports.logger.info('started', {
    port,
    metricsPort,
    validator: node.isValidator,
    height: node.store.height(),
  });
  const signal = await told();
  ports.logger.info('stopping', { signal });
  const height = node.store.height();
  await service.stop();
  return { value: { ended: signal, socket, height } };
}

async function told(): Promise<string> {
  return new Promise((resolve) => {
    process.once('SIGTERM', () => resolve('SIGTERM'));
    process.once('SIGINT', () => resolve('SIGINT'));
  });
}
