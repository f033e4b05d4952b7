/** The table of processes, and the ports they listen on, as the operating system tells. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

export interface RunningProcess {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** A process and everything that it started and that still runs. */
export function processTree(pid: number): readonly RunningProcess[] {
  const all = runningProcesses();
  const found = all.filter((item) => item.pid === pid);
  for (const { pid: parent } of found) found.push(...all.filter((item) => item.parent === parent));
  return found;
}

/** Whether a process runs; one that has ended and waits to be asked for its exit code does not. */
export function isRunning(pid: number): boolean {
  return runningProcesses().some((item) => item.pid === pid);
}

function runningProcesses(): readonly RunningProcess[] {
  return process.platform === 'linux' ? processesOfLinux() : processesOfPs();
}

/** What `ps` reads too, which need not be installed. */
function processesOfLinux(): readonly RunningProcess[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
        return state === 'Z' ? [] : [{ pid: Number(name), parent: Number(parent), command }];
      } catch {
        // It ended while it was looked at.
        return [];
      }
    });
}

function processesOfPs(): readonly RunningProcess[] {
  const { stdout } = spawnSync('ps', ['-axo', 'pid=,ppid=,stat=,command='], { encoding: 'utf8' });
  return stdout.split('\n').flatMap((line) => {
    const [, pid, parent, state, command] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    if (command === undefined || state?.startsWith('Z') === true) return [];
    return [{ pid: Number(pid), parent: Number(parent), command }];
  });
}

/** The TCP ports on which a process listens, on Linux: none for one that ended while it was looked at. */
export function tcpPorts(pid: number): readonly number[] {
  try {
    return portsOf(pid);
  } catch (error) {
    if (!isRunning(pid)) return [];
    throw error;
  }
}

function portsOf(pid: number): readonly number[] {
  const sockets = new Set(
    readdirSync(`/proc/${pid}/fd`).flatMap((name) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${name}`))?.[1] ?? [];
      } catch {
        return [];
      }
    }),
  );
  return ['tcp', 'tcp6'].flatMap((table) =>
    readFileSync(`/proc/${pid}/net/${table}`, 'utf8')
      .split('\n')
      .slice(1)
      .flatMap((line) => {
        const [, local = '', , state, , , , , , inode = ''] = line.trim().split(/\s+/);
        const isListening = state === '0A' && sockets.has(inode);
        return isListening ? [Number.parseInt(local.slice(local.lastIndexOf(':') + 1), 16)] : [];
      }),
  );
}
