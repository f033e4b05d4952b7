/** Connections by who is logged in on them: a node with thousands of them looks at none but an account's own. */
import { toHex } from '../crypto/bytes.ts';
import type { LoggedIn } from './session.ts';

type Account = Pick<LoggedIn, 'role' | 'entity'>;

export class ByAccount<Connection> {
  readonly #accounts = new Map<string, Set<Connection>>();
  readonly #names = new Map<Connection, string>();

  /** The account that is logged in on a connection now; null for none. */
  set(connection: Connection, account: Account | null): void {
    const before = this.#names.get(connection);
    const name = account === null ? undefined : nameOf(account);
    if (before === name) return;
    if (before !== undefined) this.#remove(connection, before);
    if (name === undefined) return;
    this.#names.set(connection, name);
    const connections = this.#accounts.get(name) ?? new Set();
    this.#accounts.set(name, connections.add(connection));
  }

  of(account: Account): ReadonlySet<Connection> {
    return this.#accounts.get(nameOf(account)) ?? new Set();
  }

  #remove(connection: Connection, name: string): void {
    this.#names.delete(connection);
    const connections = this.#accounts.get(name);
    connections?.delete(connection);
    if (connections?.size === 0) this.#accounts.delete(name);
  }
}

function nameOf({ role, entity }: Account): string {
  return `${role} ${toHex(entity)}`;
}
