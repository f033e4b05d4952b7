/**
 * Recording in the calls of this doctor's dialogues: what was signed about it, and the writer that runs while both have
 * agreed. Nothing of it outlives the program but what was recorded: a call does not either.
 */
import type { CallWord, RecordingScope, RecordingWord } from '../../../consult/call/words.ts';
import { toRequestHash, type CallId, type RecordingId } from '../../../consult/ids.ts';
import { consentFault } from '../../../consult/recording/bothConsents.ts';
import {
  evaluateConsent,
  NOT_RECORDED,
  type ConsentEvent,
  type ConsentState,
  type RecordWord,
} from '../../../consult/recording/consent.ts';
import {
  decodePatientConsent,
  type SignedPatientConsent,
} from '../../../consult/recording/patientConsent.ts';
import { visitCodec } from '../../../contracts/entities.ts';
import { read } from '../../../contracts/state.ts';
import { visitIsOpen } from '../../../contracts/visit/visit.ts';
import { bytesEqual, fromHex, toHex } from '../../../crypto/bytes.ts';
import { decodeCertificate } from '../../../crypto/certificate.ts';
import { ConsiliumError, errorCode } from '../../../errors.ts';
import type { RecordingStateView } from '../../api/recordings.ts';
import { openDialogue } from '../dialogue/conversation.ts';
import { selfOf, type DialoguePorts } from '../dialogue/ports.ts';
import { encodeAbout } from './about.ts';
import { RecordingWriter, type Chunk } from './writing.ts';

/** How long the page has to give what its recorders still hold, when it is over. */
const FLUSH_MS = 5_000;

/** A word about a recording, as call/words.ts has it. */
type ConsentWord = CallWord & { readonly word: 'record-consent' };

/** The calls of this doctor. */
export interface CallPort {
  /** Says a word in the live call of a dialogue; answers it as it was signed. Errors: `call-not-live`. */
  say(dialogue: Uint8Array, said: ConsentWord): { readonly call: CallId; readonly signed: Uint8Array };
  /** Whether a call has ended. */
  isOver(call: CallId): boolean;
}

interface Session {
  readonly call: CallId;
  state: ConsentState;
  /** Of a proposal of this doctor. */
  patient: SignedPatientConsent | null;
  writer: { readonly recording: RecordingId; readonly file: RecordingWriter } | null;
  /** Why it could not go on. */
  code: string | null;
  cancelFlush: () => void;
}

export interface Proposal {
  readonly recording: RecordingId;
  readonly scope: RecordingScope;
  readonly patient: SignedPatientConsent | null;
}

export class CallRecordings {
  readonly #ports: DialoguePorts;
  readonly #calls: CallPort;
  /** By the dialogue's request in hex. */
  readonly #sessions = new Map<string, Session>();

  constructor(ports: DialoguePorts, calls: CallPort) {
    this.#ports = ports;
    this.#calls = calls;
  }

  stateOf(dialogue: Uint8Array): RecordingStateView {
    const session = this.#sessions.get(toHex(dialogue));
    return session === undefined ? { phase: 'off' } : viewOf(session);
  }

  isRunning(recording: Uint8Array): boolean {
    return this.#running(recording) !== null;
  }

  /** Errors: `call-not-live`, `recording-under-way`, `recording-patient-not-asked`. */
  propose(dialogue: Uint8Array, { patient, recording, scope }: Proposal): void {
    const before = this.#sessions.get(toHex(dialogue));
    const isFree = before === undefined || before.state.phase === 'off' || before.state.phase === 'over';
    if (!isFree) throw new ConsiliumError('recording-under-way');
    if (patient === null && this.#isOfRecord(dialogue))
      throw new ConsiliumError('recording-patient-not-asked');
    const session = this.#say(dialogue, { recording, scope, says: 'propose' }, true);
    session.patient = patient;
  }

  /** Errors: `call-not-live`, `recording-unknown`, `recording-own-word`. */
  answer(dialogue: Uint8Array, agrees: boolean): void {
    const { state } = this.#sessionOf(dialogue);
    if (state.phase !== 'proposed') throw new ConsiliumError('recording-unknown');
    if (state.by === 'me' && agrees) throw new ConsiliumError('recording-own-word');
    const { recording, scope } = state.proposal;
    this.#say(dialogue, { recording, scope, says: agrees ? 'agree' : 'decline' }, true);
  }

  /** Errors: `recording-unknown`. */
  stop(dialogue: Uint8Array): void {
    const { state } = this.#sessionOf(dialogue);
    if (state.phase !== 'proposed' && state.phase !== 'on') throw new ConsiliumError('recording-unknown');
    const { recording, scope } = state.proposal;
    this.#say(dialogue, { recording, scope, says: 'stop' }, true);
  }

  /** A word of the other side, taken by evaluateWord. */
  heard(
    at: { readonly dialogue: Uint8Array; readonly call: CallId },
    said: ConsentWord,
    signed: Uint8Array,
  ): void {
    const session = this.#begun(at.dialogue, at.call);
    const { recording, says, scope } = said;
    const word: RecordWord = { recording, says, scope, signed };
    this.#step(at.dialogue, session, { is: 'said', by: 'peer', said: word, isPatientAsked: true });
  }

  /** Ends what was recorded of calls that are over. */
  endFallen(): void {
    for (const [dialogue, session] of this.#sessions) {
      const { phase } = session.state;
      const isOpen = phase === 'proposed' || phase === 'on';
      if (isOpen && this.#calls.isOver(session.call))
        this.#step(fromHex(dialogue), session, { is: 'call-ended' });
    }
  }

  /** Errors: those of RecordingWriter.take; what cannot go on is ended by its name, on both sides. */
  async take(recording: Uint8Array, chunk: Chunk): Promise<void> {
    const running = this.#running(recording);
    if (running === null) throw new ConsiliumError('recording-not-running');
    try {
      await running.session.writer?.file.take(chunk);
    } catch (error) {
      if (errorCode(error) === 'recording-not-running') throw error;
      running.session.code = errorCode(error);
      if (running.session.state.phase === 'on') this.stop(fromHex(running.dialogue));
      await this.finish(recording);
      throw error;
    }
  }

  /** All was given. */
  async finish(recording: Uint8Array): Promise<void> {
    const running = this.#running(recording);
    if (running === null) return;
    running.session.cancelFlush();
    const { writer } = running.session;
    await writer?.file.finish();
    running.session.writer = null;
    this.#ports.changed();
  }

  /** The program ends, or the doctor leaves. */
  async close(): Promise<void> {
    for (const { writer } of this.#sessions.values())
      if (writer !== null) await this.finish(writer.recording);
    this.#sessions.clear();
  }

  /** A record has a patient, whoever speaks of it. */
  #isOfRecord(dialogue: Uint8Array): boolean {
    return this.#ports.session.desk.requests.find(dialogue)?.subject?.kind === 'record';
  }

  #say(
    dialogue: Uint8Array,
    word: { readonly recording: RecordingId; readonly scope: RecordingScope; readonly says: RecordingWord },
    isPatientAsked: boolean,
  ): Session {
    const { call, signed } = this.#calls.say(dialogue, { word: 'record-consent', ...word });
    const session = this.#begun(dialogue, call);
    this.#step(dialogue, session, { is: 'said', by: 'me', said: { ...word, signed }, isPatientAsked });
    return session;
  }

  #step(dialogue: Uint8Array, session: Session, event: ConsentEvent): void {
    const { acts, refusal, state } = evaluateConsent(session.state, event);
    if (refusal !== null) this.#ports.logger.info('recording-word', { code: refusal });
    if (event.is === 'said' && event.said.says === 'propose' && refusal === null) session.code = null;
    session.state = state;
    for (const { act } of acts) {
      if (act === 'start') this.#start(dialogue, session);
      else this.#flush(session);
    }
    this.#ports.changed();
  }

  /** R1: the words are looked at once more as whoever is shown the recording will. Fails closed. */
  #start(dialogue: Uint8Array, session: Session): void {
    if (session.state.phase !== 'on') return;
    const { agreement, proposal } = session.state;
    const row = openDialogue(this.#ports, dialogue);
    const other = { doctor: row.peer, institution: row.institution };
    const { recording, scope } = proposal;
    const about = {
      call: session.call,
      doctors: [selfOf(this.#ports), other],
      consents: [proposal.signed, agreement.signed],
      patient: session.patient,
      scope,
    } as const;
    const fault = consentFault(
      { ...about, network: this.#ports.network, recording, dialogue: toRequestHash(dialogue) },
      {
        doctors: [this.#ports.session.keys.sign.publicKey, row.peerSign],
        patient: session.patient && this.#patientKey(session.patient),
      },
    );
    if (fault !== null) {
      session.code = fault;
      session.state = { phase: 'over', recording, why: 'stopped' };
      return;
    }
    const file = RecordingWriter.begin(this.#ports, {
      recording,
      dialogue,
      title: '',
      about: encodeAbout(about),
    });
    session.writer = { recording, file };
  }

  /** The page has a moment to give what its recorders still hold. */
  #flush({ cancelFlush: cancel, writer }: Session): void {
    if (writer === null) return;
    cancel();
    const finish = (): void =>
      void this.finish(writer.recording).catch((error: unknown) => this.#failed(error));
    const session = this.#running(writer.recording)?.session;
    if (session !== undefined) session.cancelFlush = this.#ports.timers.after(FLUSH_MS, finish);
  }

  #failed(error: unknown): void {
    this.#ports.logger.warn('recording-finish', { code: errorCode(error) });
  }

  /** A new call of the dialogue begins anew. */
  #begun(dialogue: Uint8Array, call: CallId): Session {
    const name = toHex(dialogue);
    const known = this.#sessions.get(name);
    if (known !== undefined && bytesEqual(known.call, call)) return known;
    const fresh: Session = {
      call,
      state: NOT_RECORDED,
      patient: null,
      writer: null,
      code: null,
      cancelFlush: () => undefined,
    };
    this.#sessions.set(name, fresh);
    return fresh;
  }

  /** Errors: `recording-unknown`. */
  #sessionOf(dialogue: Uint8Array): Session {
    const session = this.#sessions.get(toHex(dialogue));
    if (session === undefined) throw new ConsiliumError('recording-unknown');
    return session;
  }

  #running(recording: Uint8Array): { readonly dialogue: string; readonly session: Session } | null {
    for (const [dialogue, session] of this.#sessions)
      if (session.writer !== null && bytesEqual(session.writer.recording, recording))
        return { dialogue, session };
    return null;
  }

  /** CPK_e of the visit that the consent names, which has to be open. */
  #patientKey({ consent }: SignedPatientConsent): Uint8Array | null {
    const { state, clock } = this.#ports;
    const visit = read(state, visitCodec, decodePatientConsent(consent).visit);
    if (visit === null || !visitIsOpen(visit, state, clock.now())) return null;
    return decodeCertificate(visit.certificate).consentKey;
  }
}

function viewOf({ code, state }: Session): RecordingStateView {
  switch (state.phase) {
    case 'off':
      return { phase: 'off' };
    case 'proposed': {
      const { recording, scope } = state.proposal;
      return { phase: 'proposed', by: state.by, recording: toHex(recording), scope };
    }
    case 'on': {
      const { recording, scope } = state.proposal;
      return { phase: 'on', holder: state.holder, recording: toHex(recording), scope };
    }
    case 'over':
      return { phase: 'over', recording: toHex(state.recording), why: state.why, code };
  }
}
