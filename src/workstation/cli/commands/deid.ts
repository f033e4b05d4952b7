/** `deid`: FHIR Bundles without what identifies their patient; or JSON lines {"id", "text"} in, what identifies somebody in each out, line by line as they come. */
import { ConsiliumError } from '../../../errors.ts';

import { join, resolve } from 'node:path';
import { makePrivateDirectory, writeFileAtomic } from '../../../node/files.ts';
import { deidentifiedDicom } from '../../../deid/dicom/file.ts';
import type { Mask, PixelState } from '../../../deid/dicom/pixels.ts';
import { dateShiftOf } from '../../../deid/dateShift.ts';
import { deidentifiedBundle } from '../../../deid/fhir/bundle.ts';
import { knownMatcher, type KnownIdentifier, type KnownMatcher } from '../../../deid/known.ts';
import { recognise, type DeidLanguage } from '../../../deid/recognise.ts';
import { redacted } from '../../../deid/redact.ts';
import { SPAN_TYPES } from '../../../deid/spans.ts';
import { sha256 } from '../../../crypto/hash.ts';
import { Codecs } from '../../../imaging/pixels/codecs.ts';
import { codecLoader } from '../../../node/codecModule.ts';
import { systemRandom } from '../../../node/random.ts';
import { parseJson } from '../../../records/json.ts';
import { z } from 'zod';
import type { CommandResult, Invocation } from '../../../node/commandLine/command.ts';
import { explain } from '../../../node/commandLine/explain.ts';
import { sourcePlace } from '../../recogniser/place.ts';
import { openRecogniser, type ThreadedRecogniser } from '../../recogniser/recogniser.ts';
import { Inputs } from '../inputs.ts';
import { TEXTS } from '../texts.ts';

const LINE = z.object({ id: z.union([z.string(), z.number()]), text: z.string() });
const KNOWN = z.object({
  identifiers: z.array(z.object({ type: z.enum(SPAN_TYPES), value: z.string().min(1).max(500) })).max(10_000),
});

/**
 * Exit code 1 when a line was none; the others are answered.
 * Errors: `usage-option` for another language, `file-unreadable`, `deid-known-malformed`.
 */
export async function deid(invocation: Invocation): Promise<CommandResult> {
  const language = languageOf(invocation);
  const identifiers = await knownOf(invocation);
  if (invocation.operands.length > 0) return overFiles(invocation, identifiers);
  const known = identifiers.length === 0 ? undefined : knownMatcher(identifiers);
  const recogniser = recogniserOf(invocation);
  try {
    return await overLines(invocation, { language, known, recogniser });
  } finally {
    await recogniser?.close();
  }
}

interface Lines {
  readonly language: DeidLanguage;
  readonly known: KnownMatcher | undefined;
  readonly recogniser: ThreadedRecogniser | null;
}

async function overLines(invocation: Invocation, options: Lines): Promise<CommandResult> {
  let isWhole = true;
  let number = 0;
  for await (const line of linesOf(chunksOf(invocation))) {
    number += 1;
    if (line.trim() === '') continue;
    const answer = await answerTo(line, options);
    if (answer !== null) {
      invocation.io.out(`${JSON.stringify(answer)}\n`);
      continue;
    }
    isWhole = false;
    tell(invocation, new ConsiliumError('deid-line-malformed', { line: number }));
  }
  return { value: null, exit: isWhole ? 0 : 1 };
}

/** Told on standard error; what is there goes on without it. */
function tell({ io }: Invocation, error: ConsiliumError): void {
  const text = explain(error, io.environment, TEXTS);
  io.err(`${JSON.stringify({ code: error.code, detail: error.detail, text })}\n`);
}

/** Null unless it is asked for, and where none was set up: that is said. */
function recogniserOf(invocation: Invocation): ThreadedRecogniser | null {
  if (!invocation.isOn('neural')) return null;
  const recogniser = openRecogniser(sourcePlace());
  if (recogniser === null) tell(invocation, new ConsiliumError('deid-model-missing'));
  return recogniser;
}

async function* chunksOf({ io }: Invocation): AsyncGenerator<Uint8Array> {
  if (io.stdinChunks === undefined) yield await io.stdin();
  else yield* io.stdinChunks();
}

function languageOf(invocation: Invocation): DeidLanguage {
  const language = invocation.option('lang') ?? 'zh';
  if (language === 'zh' || language === 'en') return language;
  throw new ConsiliumError('usage-option', { reason: '--lang zh|en' });
}

/** One shift of dates over all files of a call: they are of one patient and one case. */
async function overFiles(invocation: Invocation, known: readonly KnownIdentifier[]): Promise<CommandResult> {
  const inputs = new Inputs(invocation);
  const keyFile = invocation.option('case-key-file');
  const caseKey = keyFile === undefined ? systemRandom(SHORTEST_KEY) : await inputs.bytes(keyFile);
  if (caseKey.length < SHORTEST_KEY) throw new ConsiliumError('deid-case-key-short');
  const shiftDays = dateShiftOf(sha256(caseKey), 'patient');
  const codecs = new Codecs(codecLoader());
  let isWhole = true;
  for (const [index, file] of invocation.operands.entries()) {
    const bytes = await inputs.bytes(file);
    const answer = isDicom(bytes)
      ? dicomAnswer(bytes, index, { invocation, caseKey: sha256(caseKey), shiftDays, known, codecs })
      : deidentifiedBundle(parseJson(bytes), { shiftDays, known, newId: randomUuid });
    if ('out' in answer && answer.out === null) isWhole = false;
    invocation.io.out(`${JSON.stringify({ file, ...answer })}\n`);
  }
  return { value: null, exit: isWhole ? 0 : 1 };
}

const PREAMBLE = 128;

function isDicom(bytes: Uint8Array): boolean {
  return new TextDecoder('latin1').decode(bytes.subarray(PREAMBLE, PREAMBLE + 4)) === 'DICM';
}

interface DicomCall {
  readonly invocation: Invocation;
  readonly caseKey: Uint8Array;
  readonly shiftDays: number;
  readonly known: readonly KnownIdentifier[];
  readonly codecs: Codecs;
}

/** Files are named by their number: the name that a file had may name somebody. */
function dicomAnswer(
  bytes: Uint8Array,
  index: number,
  { caseKey, codecs, invocation, known, shiftDays }: DicomCall,
): { readonly pixels: PixelState; readonly out: string | null } {
  const folder = invocation.option('out');
  if (folder === undefined) throw new ConsiliumError('usage-missing', { option: '--out' });
  const masks = masksOf(invocation);
  const isReviewed = masks.length > 0 || invocation.isOn('pixels-reviewed');
  const { bytes: cleaned, pixels } = deidentifiedDicom(bytes, {
    caseKey,
    shiftDays,
    known: knownMatcher(known),
    codecs,
    ...(isReviewed ? { reviewed: { masks } } : {}),
  });
  if (cleaned === null) return { pixels, out: null };
  const out = join(resolve(folder), `${String(index + 1).padStart(4, '0')}.dcm`);
  makePrivateDirectory(resolve(folder));
  writeFileAtomic(out, cleaned);
  return { pixels, out };
}

/** LEFT,TOP,WIDTH,HEIGHT in pixels, several with semicolons between them. */
function masksOf(invocation: Invocation): readonly Mask[] {
  const written = invocation.option('mask');
  if (written === undefined) return [];
  return written.split(';').map((one) => {
    const [, left = '', top = '', width = '', height = ''] =
      /^(\d{1,5}),(\d{1,5}),(\d{1,5}),(\d{1,5})$/u.exec(one.trim()) ?? [];
    if (height === '') throw new ConsiliumError('usage-option', { reason: '--mask LEFT,TOP,WIDTH,HEIGHT' });
    return { left: Number(left), top: Number(top), width: Number(width), height: Number(height) };
  });
}

const SHORTEST_KEY = 16;

function randomUuid(): string {
  const bytes = systemRandom(16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

async function knownOf(invocation: Invocation): Promise<readonly KnownIdentifier[]> {
  const file = invocation.option('known');
  if (file === undefined) return [];
  const read = KNOWN.safeParse(parsed(new TextDecoder().decode(await new Inputs(invocation).bytes(file))));
  if (!read.success) throw new ConsiliumError('deid-known-malformed');
  return read.data.identifiers;
}

async function answerTo(line: string, { known, language, recogniser }: Lines): Promise<object | null> {
  const read = LINE.safeParse(parsed(line));
  if (!read.success) return null;
  const { id, text } = read.data;
  const entities = await recogniser?.entitiesIn(text);
  const spans = recognise(text, {
    language,
    ...(known === undefined ? {} : { known }),
    ...(entities === undefined ? {} : { entities: () => entities }),
  });
  return { id, spans, redacted: redacted(text, spans, language) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Lines of UTF-8, without their ends and a byte order mark. */
async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let held = '';
  for await (const chunk of chunks) {
    const lines = (held + decoder.decode(chunk, { stream: true })).split('\n');
    held = lines.pop() ?? '';
    yield* lines;
  }
  held += decoder.decode();
  if (held !== '') yield held;
}
