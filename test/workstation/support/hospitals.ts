/**
 * The two hospitals of the world as running nodes: A makes the blocks, B follows, once somebody there needs it. Tests
 * look into what they hold, and move the clock that both have.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { toHex, utf8 } from '../../../src/crypto/bytes.ts';
import { decodeEnvelope, type Envelope } from '../../../src/crypto/envelope.ts';
import { KEY_FILE, LEDGER_FILE, STORE_FILE } from '../../../src/hospital/folder.ts';
import { readKeyFile } from '../../../src/hospital/keyFile.ts';
import { openNode, type HospitalNode } from '../../../src/hospital/node.ts';
import { socketAddress } from '../../../src/hospital/transport.ts';
import type { Logger } from '../../../src/ports.ts';
import { openDatabase, type Database } from '../../../src/replica/database.ts';
import { bytes, text } from '../../../src/replica/rows.ts';
import { manualClock, type ManualClock } from '../../support/manualClock.ts';
import { atHeight, submitAll, testPorts, writeWorldFolder } from '../../support/nodeWorld.ts';
import { staffAdd, staffing, type Draft } from '../../support/transactions.ts';
import { makePerson, makeWorld, START, type House, type World } from '../../support/world.ts';
import { watchedNode, type WatchedNode } from './watchedNode.ts';

export class Hospitals {
  readonly world: World = makeWorld();
  readonly clock: ManualClock = manualClock(START);
  /** What the nodes wrote into their logs, a line each. */
  readonly log: string[] = [];
  readonly #folder: string;
  readonly #clients = new Set<WatchedNode>();
  #a: HospitalNode | null = null;
  #b: Promise<HospitalNode> | null = null;
  #newcomers = 0;
  #isCut = false;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** Starts A's node, with the staff of both houses on its ledger, in a folder that the caller removes. */
  static async start(folder: string): Promise<Hospitals> {
    const hospitals = new Hospitals(folder);
    const { world, clock } = hospitals;
    hospitals.#a = await hospitals.#open('A');
    await submitAll(hospitals.a, world, staffing(world, clock.now()));
    return hospitals;
  }

  get a(): HospitalNode {
    if (this.#a === null) throw new Error('not started');
    return this.#a;
  }

  /** A client of a house's node, for one machine. */
  async client(house: House): Promise<WatchedNode> {
    const isB = house.id === this.world.b.id;
    if (isB) {
      this.#b ??= this.#open('B');
      await this.#b;
      await this.level();
    }
    const client = watchedNode(socketAddress(this.#folderOf(isB ? 'B' : 'A')), this.#isCut);
    this.#clients.add(client);
    return client;
  }

  /** Resolves when B, if it runs, has what A has. */
  async level(): Promise<void> {
    if (this.#b !== null) await atHeight(await this.#b, this.a.store.height());
  }

  /** No machine reaches a node any more. */
  cut(): void {
    this.#isCut = true;
    for (const client of this.#clients) client.cut();
  }

  async restore(): Promise<void> {
    this.#isCut = false;
    for (const client of this.#clients) await client.restore();
  }

  /** A machine that is switched off. */
  forget(client: WatchedNode): void {
    client.close();
    this.#clients.delete(client);
  }

  /** Moves everybody's clock; a person at the node confirms the date, as they must after a day. */
  advance(ms: number): void {
    this.clock.advance(ms);
    this.a.confirmClock();
  }

  async submit(...drafts: readonly Draft[]): Promise<void> {
    await submitAll(this.a, this.world, drafts);
    await this.level();
  }

  /** Others work on: a block of now. */
  async goOn(): Promise<void> {
    this.#newcomers += 1;
    const { a } = this.world;
    const name = `newcomer ${String(this.#newcomers)}`;
    const newcomer = makePerson(name, 'doctor', a.id, ['新来的', name]);
    await this.submit(staffAdd(newcomer, a, this.clock.now()));
  }

  /** All envelopes that the nodes hold, by statement. */
  envelopes(): ReadonlyMap<string, Envelope> {
    const rows = this.#rows('SELECT envelope AS value FROM envelopes').map(decodeEnvelope);
    return new Map(rows.map((envelope) => [toHex(envelope.statement), envelope]));
  }

  certificates(): readonly Uint8Array[] {
    return this.#rows('SELECT certificate AS value FROM certificates');
  }

  async close(): Promise<void> {
    for (const client of this.#clients) client.close();
    await (await this.#b)?.close();
    await this.#a?.close();
  }

  /** Folders of the nodes that run. */
  folders(): readonly string[] {
    return (this.#b === null ? (['A'] as const) : (['A', 'B'] as const)).map((name) => this.#folderOf(name));
  }

  /** Every value that the nodes' databases hold, by where it stands; read with the nodes' own keys. */
  values(files: readonly string[] = [LEDGER_FILE, STORE_FILE]): readonly (readonly [string, Uint8Array])[] {
    return files.flatMap((file) => this.#read(file, valuesOf));
  }

  #rows(sql: string): readonly Uint8Array[] {
    const read = (database: Database): readonly Uint8Array[] =>
      database
        .prepare(sql)
        .all()
        .map((row) => bytes(row, 'value'));
    return this.#read(STORE_FILE, read);
  }

  #read<T>(file: string, read: (database: Database) => readonly T[]): readonly T[] {
    return this.folders().flatMap((folder) => {
      const key = readKeyFile(join(folder, KEY_FILE)).database;
      const database = openDatabase({ path: join(folder, file), key, readOnly: true });
      try {
        return read(database);
      } finally {
        database.close();
      }
    });
  }

  async #open(name: 'A' | 'B'): Promise<HospitalNode> {
    const folder = this.#folderOf(name);
    mkdirSync(folder, { recursive: true });
    const [other, house] = name === 'A' ? (['B', this.world.b] as const) : (['A', this.world.a] as const);
    const peers = { [toHex(house.id)]: socketAddress(this.#folderOf(other)) };
    writeWorldFolder(folder, this.world, { name, peers });
    const node = await openNode(folder, { ...testPorts(this.clock), logger: this.#logger() });
    await node.listen();
    return node;
  }

  #logger(): Logger {
    const write: Logger['info'] = (event, fields = {}) =>
      void this.log.push(JSON.stringify({ event, ...fields }));
    return { info: write, warn: write, error: write };
  }

  #folderOf(name: 'A' | 'B'): string {
    return join(this.#folder, `node-${name}`);
  }
}

/** Every value of every table, by where it stands. */
export function valuesOf(database: Database): readonly (readonly [string, Uint8Array])[] {
  const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
  return tables.flatMap((table) => {
    const name = text(table, 'name');
    return database
      .prepare(`SELECT * FROM "${name}"`)
      .all()
      .flatMap((row) => Object.entries(row))
      .map(([column, value]) => [
        `${name}.${column}`,
        value instanceof Uint8Array ? value : utf8(String(value)),
      ]);
  });
}
