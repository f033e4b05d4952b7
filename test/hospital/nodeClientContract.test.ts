/** One contract for both clients: within the node's process, and over its socket. */
import { describe, expect, it } from 'vitest';
import { bytesEqual } from '../../src/crypto/bytes.ts';
import { blobId } from '../../src/crypto/blob.ts';
import { verifyIssuerSignature } from '../../src/crypto/certificate.ts';
import { toBlobId, toConsentKey, toSigningKey, toStatementHash } from '../../src/crypto/ids.ts';
import { statusHolds } from '../../src/crypto/login.ts';
import { prepareCard } from '../../src/crypto/card.ts';
import { toNetwork } from '../../src/crypto/ids.ts';
import type { NodeClient } from '../../src/hospital/nodeClient.ts';
import { openReplica } from '../../src/replica/replica.ts';
import { syncOnce } from '../../src/replica/sync.ts';
import { millis } from '../../src/ports.ts';
import { codeOfAsync, detailOf } from '../support/codeOf.ts';
import {
  clientFor,
  logIn,
  loginOf,
  nodeFolder,
  socketClient,
  startNodeA,
  until,
} from '../support/nodeWorld.ts';
import { makeRecord, submitRecord } from '../support/records.ts';
import { signDraft, visitOpen } from '../support/transactions.ts';
import { bytes32, DAY, START } from '../support/world.ts';
import {
  endVisitAt,
  historyRequest,
  openVisitAt,
  rootRequest,
  slipNamed,
  slipRequest,
  WRONG_TAG,
} from './support/visits.ts';

type Started = Awaited<ReturnType<typeof startNodeA>>;

const CLIENTS: readonly [string, (at: Started) => NodeClient][] = [
  ['within the process', ({ a }) => a.client()],
  ['over the socket', ({ folderA, clock }) => socketClient(folderA, clock)],
];

describe.each(CLIENTS)('a client %s', (_name, clientOf) => {
  it('hears which ledger, which node and which height it talks to, with a fresh nonce', async () => {
    const at = await startNodeA();
    const hello = await clientOf(at).hello();
    expect(hello.network).toEqual(at.world.network);
    expect(hello.institution).toEqual(at.world.a.id);
    expect(hello.nodeKey).toEqual(at.world.a.nodeKey.publicKey);
    expect(hello.height).toBe(at.a.store.height());
    expect(hello.nonce).toHaveLength(32);
  });

  it('is connected after hello, and not once it is closed', async () => {
    const client = clientOf(await startNodeA());
    await client.hello();
    expect(client.connected()).toBe(true);
    client.close();
    await until(() => !client.connected());
    expect(await codeOfAsync(client.hello())).toBe('node-away');
  });

  it('reads genesis and the validator’s word without a login, and nothing else', async () => {
    const at = await startNodeA();
    const { world, li } = { ...at, li: at.world.li };
    const client = clientOf(at);
    expect(await client.genesis()).toEqual(world.genesisBytes);
    const nonce = bytes32('nonce');
    const status = await client.status(nonce);
    const said = { ...status, network: toNetwork(world.network), chainId: world.genesis.chainId, nonce };
    expect(statusHolds(said, status.signature, world.validator.publicKey)).toBe(true);
    const codes = [
      client.blocks(1, 1),
      client.subscribe(() => undefined),
      client.submit(new Uint8Array(1)),
      client.receipt(new Uint8Array(1), new Uint8Array(1)),
      client.storeBlob(blobId(new Uint8Array(1)), new Uint8Array(1)),
      client.blob(toBlobId(bytes32('blob'))),
      client.history(historyRequest(world.patient, 1)),
      client.mine([]),
      client.depositPeppers([slipNamed('one')]),
      client.certify([world.patient.card(1).certificateBytes]),
    ].map(codeOfAsync);
    expect(new Set(await Promise.all(codes))).toEqual(new Set(['login-required']));
    await logIn(client, li);
    expect(await codeOfAsync(client.blocks(1, 1))).toBe('taken');
    client.logout();
    expect(await codeOfAsync(client.blocks(1, 1))).toBe('login-required');
  });

  it('lets each role do its own, and no other’s', async () => {
    const at = await startNodeA();
    const { world } = at;
    const doctor = clientOf(at);
    await logIn(doctor, world.li);
    expect(await codeOfAsync(doctor.depositPeppers([slipNamed('one')]))).toBe('not-allowed');
    expect(await codeOfAsync(doctor.certify([]))).toBe('not-allowed');
    const registrar = clientOf(at);
    await logIn(registrar, world.a.registrar);
    expect(await codeOfAsync(registrar.history(historyRequest(world.patient, 1)))).toBe('not-allowed');
  });

  it('is refused a login by what is wrong with it', async () => {
    const at = await startNodeA();
    const { world } = at;
    const login = loginOf(world.li);
    const attempts = [
      { ...login, sign: loginOf(world.chen).sign },
      loginOf(world.b.registrar),
      { ...login, entity: bytes32('nobody').slice(0, 16) },
      { ...login, keyVersion: 2 },
    ];
    const codes = [];
    for (const attempt of attempts) codes.push(await codeOfAsync(clientOf(at).login(attempt)));
    expect(codes).toEqual(['login-signature', 'login-institution', 'signer-unknown', 'signer-key-unknown']);
  });

  it('fills a replica that verifies every block', async () => {
    const at = await startNodeA();
    const client = clientOf(at);
    await logIn(client, at.world.li);
    const replica = openReplica({
      path: `${nodeFolder('replica')}/replica`,
      key: bytes32('key'),
      genesis: await client.genesis(),
      clock: at.clock,
    });
    const outcome = await syncOnce(replica, client);
    expect(outcome).toMatchObject({ height: at.a.store.height(), halted: null });
    expect(replica.store.head()).toEqual(at.a.store.head());
    replica.close();
  });

  it('is told of a new block by a subscription, until it ends it', async () => {
    const at = await startNodeA();
    const { world, clock } = at;
    const client = clientOf(at);
    await logIn(client, world.li);
    let told = 0;
    const end = await client.subscribe(() => {
      told += 1;
    });
    const visit = { world, client, doctor: world.li, patient: world.patient, time: clock.now() };
    await openVisitAt({ ...visit, epoch: 1 });
    await until(() => told > 0);
    end();
    const before = told;
    await openVisitAt({ ...visit, epoch: 2 });
    await client.blocks(1, 1);
    expect(told).toBe(before);
  });

  it('gets a refused transaction back by its code, with what the ledger says beside it', async () => {
    const at = await startNodeA();
    const { world, clock } = at;
    const client = clientOf(at);
    await logIn(client, world.li);
    const visit = { world, client, doctor: world.li, patient: world.patient, epoch: 1, time: clock.now() };
    await openVisitAt(visit);
    const height = at.a.store.height();
    const again = client.submit(
      signDraft(
        world.network,
        visitOpen(
          { opener: world.chen.sign(), view: world.patient.view(1), card: world.patient.card(1) },
          clock.now(),
        ),
      ),
    );
    const [code, detail] = await detailOf(again);
    expect(code).toBe('card-spent');
    // What the contract adds is CBOR, and travels as hex.
    expect(detail['data']).toMatch(/^[0-9a-f]+$/u);
    expect(at.a.store.height()).toBe(height);
    expect(await codeOfAsync(client.submit(new Uint8Array([1, 2, 3])))).toBe('cbor-malformed');
  });

  it('carries a record to the ledger, and its rows and blobs back', async () => {
    const at = await startNodeA();
    const { world, clock, a } = at;
    const client = clientOf(at);
    await logIn(client, world.li);
    const visit = { world, client, doctor: world.li, patient: world.patient, epoch: 1, time: clock.now() };
    await openVisitAt(visit);
    const record = makeRecord(world, {
      author: world.li,
      house: world.a,
      patient: world.patient,
      epoch: 1,
      text: 'cough',
      time: clock.now(),
      anchor: a.store.height(),
    });
    await submitRecord(client, record);
    const rows = await client.mine([record.hash, toStatementHash(bytes32('unknown'))]);
    expect(rows.map(({ part, statement }) => [part, bytesEqual(statement, record.hash)])).toEqual([
      ['identity', true],
      ['clinical', true],
    ]);
    expect(rows[0]?.names).toEqual(record.envelope.leaves[0]);
    expect(await client.blob(record.clinical.id)).toEqual(record.clinical.blob);
    expect(await codeOfAsync(client.blob(toBlobId(bytes32('other'))))).toBe('blob-unknown');
    await endVisitAt(visit);
    await openVisitAt({ ...visit, epoch: 2 });
    const [envelope] = await client.history(historyRequest(world.patient, 2));
    const { leaves, patientRows, salt, statement } = record.envelope;
    expect(envelope).toEqual({ leaves, patientRows, salt, statement });
    const patient = clientOf(at);
    expect(await patient.patient(rootRequest(world.patient, 5))).toEqual([envelope]);
    expect(await patient.patient(slipRequest(world.patient, 3))).toEqual([envelope]);
  });

  it('certifies cards of this institution for a registrar, and gives their certificates to who holds the slip', async () => {
    const at = await startNodeA();
    const { world, clock } = at;
    const registrar = clientOf(at);
    await logIn(registrar, world.a.registrar);
    const terms = {
      network: toNetwork(world.network),
      issuer: world.a.id,
      cardKeyVersion: 1,
      emergencyRow: false,
      notAfter: millis(START + 365 * DAY),
    };
    const card = prepareCard(world.patient.seed, 7, terms);
    const [signature] = await registrar.certify([card.certificateBytes]);
    if (signature === undefined) throw new Error('no signature');
    verifyIssuerSignature(card.certificateBytes, signature, toSigningKey(world.a.cardKey.publicKey));
    const refused = [
      prepareCard(world.patient.seed, 7, { ...terms, issuer: world.b.id }),
      prepareCard(world.patient.seed, 7, { ...terms, cardKeyVersion: 2 }),
      prepareCard(world.patient.seed, 7, { ...terms, network: toNetwork(bytes32('other')) }),
      prepareCard(world.patient.seed, 7, { ...terms, notAfter: millis(clock.now() + 5 * 365 * DAY) }),
      prepareCard(world.patient.seed, 7, { ...terms, notAfter: millis(START - DAY) }),
    ];
    for (const { certificateBytes } of refused) {
      expect(await codeOfAsync(registrar.certify([certificateBytes]))).toBe('certificate-refused');
    }
    const anyone = clientOf(at);
    const key = card.certificate.consentKey;
    expect(await anyone.certificate(key, world.a.id)).toEqual({
      certificate: card.certificateBytes,
      issuerSignature: signature,
    });
    const other = toConsentKey(bytes32('other key'));
    expect(await codeOfAsync(anyone.certificate(other, world.a.id))).toBe('certificate-unknown');
  });

  it('gives a pepper for the right tag, and says how many tries are left for a wrong one', async () => {
    const at = await startNodeA();
    const { world } = at;
    const slip = slipNamed('one');
    await (await clientFor(at.a, world.a.registrar)).depositPeppers([slip]);
    const client = clientOf(at);
    expect(await client.releasePepper(slip.item, world.a.id, slip.tag)).toEqual(slip.pepper);
    await expect(client.releasePepper(slip.item, world.a.id, WRONG_TAG)).rejects.toMatchObject({
      code: 'pin-wrong',
      detail: { left: 9 },
    });
    const unknown = client.releasePepper(slipNamed('two').item, world.a.id, slip.tag);
    expect(await codeOfAsync(unknown)).toBe('pepper-unknown');
  });
});
