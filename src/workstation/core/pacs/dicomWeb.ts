/**
 * The hospital's image archive over DICOMweb (DICOM PS3.18): search (QIDO-RS, §10.6), retrieve (WADO-RS, §10.4) and
 * store (STOW-RS, §10.5). Nothing that it answers is believed: lists are decoded strictly, files go through the same
 * reader as a file that is chosen from the disk.
 */
import { ConsiliumError, isConsiliumError } from '../../../errors.ts';
import { HttpTrouble, sendHttp, type HttpAnswer } from '../../../node/httpRequest.ts';
import { boundaryOf, readMultipart, writeMultipart } from '../../../node/multipart.ts';
import type { RandomBytes } from '../../../ports.ts';
import { toHex } from '../../../crypto/bytes.ts';
import {
  dateRange,
  dicomJsonList,
  instanceOf,
  SERIES_FIELDS,
  seriesOf,
  storeRefusal,
  STUDY_FIELDS,
  studyOf,
  type DicomJson,
  type Instance,
  type Series,
  type StoreRefusal,
  type Study,
} from './dicomJson.ts';

/** Where the archive is, and how it knows us. */
export interface Archive {
  /** The service root, such as https://pacs.example/dicom-web. */
  readonly address: string;
  readonly userName: string;
  /** SECRET. */
  readonly password: string;
  /** PEM; empty for the machine's own authorities. */
  readonly authority: string;
}

/** What studies are looked for by; empty fields are not asked. */
export interface StudyQuery {
  readonly patientId: string;
  readonly patientName: string;
  /** YYYY-MM-DD. */
  readonly birthDate: string;
  readonly from: string;
  readonly to: string;
  readonly modality: string;
}

/** Parameters of a question, some of them more than once; empty ones are not asked. */
type Query = Readonly<Record<string, string | readonly string[]>>;

/** Rows of one answer; what is more is asked for by a narrower question. */
export const MOST_ROWS = 100;
const MOST_LIST_BYTES = 16 * 1024 * 1024;
/** Instances of one series that are listed. */
export const MOST_INSTANCES = 5_000;
const MOST_FILE_BYTES = 300 * 1024 * 1024;
const QUIET_MS = 20_000;
const DICOM = 'application/dicom';
const DICOM_JSON = 'application/dicom+json';

export class DicomWeb {
  readonly archive: Archive;
  readonly #root: URL;

  /** Errors: `pacs-address` for anything but an http or https address. */
  constructor(archive: Archive) {
    this.archive = archive;
    this.#root = rootOf(archive.address);
  }

  /** Whether the traffic can be read on its way. */
  get isPlain(): boolean {
    return this.#root.protocol === 'http:';
  }

  /** Resolves when it answers a question as an archive does; a server that has no such service is told as `pacs-answer`. */
  async answers(): Promise<void> {
    try {
      await this.#list('studies', {}, 1);
    } catch (cause) {
      const isElsewhere =
        isConsiliumError(cause, 'pacs-refused') && [404, 405].includes(Number(cause.detail['status']));
      throw isElsewhere ? new ConsiliumError('pacs-answer', {}, { cause }) : cause;
    }
  }

  /** Newest first, at most {@link MOST_ROWS}. */
  async studies(query: StudyQuery): Promise<readonly Study[]> {
    const { patientId, patientName, birthDate, from, to, modality } = query;
    const asked = {
      PatientID: patientId,
      PatientName: patientName === '' ? '' : `*${patientName.replaceAll(/\s+/gu, '*')}*`,
      PatientBirthDate: birthDate.replaceAll('-', ''),
      StudyDate: dateRange(from, to),
      ModalitiesInStudy: modality,
      includefield: STUDY_FIELDS,
    };
    const rows = await this.#list('studies', asked, MOST_ROWS);
    return rows.map(studyOf).toSorted((left, right) => right.date.localeCompare(left.date));
  }

  async series(study: string): Promise<readonly Series[]> {
    const rows = await this.#list(`studies/${study}/series`, { includefield: SERIES_FIELDS }, MOST_ROWS);
    return rows.map(seriesOf).toSorted((left, right) => left.number - right.number);
  }

  async instances(study: string, series: string): Promise<readonly Instance[]> {
    const rows = await this.#list(`studies/${study}/series/${series}/instances`, {}, MOST_INSTANCES);
    return rows.map(instanceOf).toSorted((left, right) => left.number - right.number);
  }

  /** The file as the archive keeps it, in its own transfer syntax. */
  async instance(study: string, series: string, instance: string): Promise<Uint8Array> {
    const path = `studies/${study}/series/${series}/instances/${instance}`;
    const accept = `multipart/related; type="${DICOM}"; transfer-syntax=*`;
    const answer = await this.#ask({ path, query: {}, accept, mostBytes: MOST_FILE_BYTES });
    const boundary = boundaryOf(answer.contentType);
    if (boundary === null) throw new ConsiliumError('pacs-answer');
    const parts = await readMultipart(answer.body, boundary).catch((cause: unknown) => {
      throw new ConsiliumError('pacs-answer', {}, { cause });
    });
    const [file, ...more] = parts;
    if (file === undefined || more.length > 0 || file.contentType !== DICOM)
      throw new ConsiliumError('pacs-answer');
    return file.body;
  }

  /**
   * Stores one file. Answers why the archive did not take it, or null when it did (PS3.18 §10.5.3.1). Errors:
   * `pacs-not-stored` {status} where it does not say of which file it speaks.
   */
  async store(file: Uint8Array, random: RandomBytes): Promise<StoreRefusal | null> {
    const { body, contentType } = writeMultipart([file], DICOM, `consilium-${toHex(random(16))}`);
    const answer = await this.#send({
      path: 'studies',
      query: {},
      method: 'POST',
      headers: { accept: DICOM_JSON, 'content-type': contentType },
      body,
      mostBytes: MOST_LIST_BYTES,
    });
    const { status } = answer;
    if (status === 401 || status === 403) throw refusalOf(answer, 'pacs-not-stored');
    const refused = storeRefusal(answer.body);
    if (refused !== null) return refused;
    if (status !== 200) throw refusalOf(answer, 'pacs-not-stored');
    return null;
  }

  async #list(path: string, query: Query, limit: number): Promise<readonly DicomJson[]> {
    const asked = { ...query, limit: String(limit) };
    const answer = await this.#ask({ path, query: asked, accept: DICOM_JSON, mostBytes: MOST_LIST_BYTES });
    if (answer.status === 204 || answer.body.length === 0) return [];
    try {
      return dicomJsonList
        .parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(answer.body)))
        .slice(0, limit);
    } catch (cause) {
      throw new ConsiliumError('pacs-answer', {}, { cause });
    }
  }

  async #ask(asked: {
    readonly path: string;
    readonly query: Query;
    readonly accept: string;
    readonly mostBytes: number;
  }): Promise<HttpAnswer> {
    const { accept, ...rest } = asked;
    const answer = await this.#send({ ...rest, method: 'GET', headers: { accept }, body: null });
    if (answer.status !== 200 && answer.status !== 204) throw refusalOf(answer, 'pacs-refused');
    return answer;
  }

  async #send(asked: {
    readonly path: string;
    readonly query: Query;
    readonly method: 'GET' | 'POST';
    readonly headers: Readonly<Record<string, string>>;
    readonly body: Uint8Array | null;
    readonly mostBytes: number;
  }): Promise<HttpAnswer> {
    const { userName, password, authority } = this.archive;
    const url = new URL(asked.path, this.#root);
    for (const [name, values] of Object.entries(asked.query)) {
      for (const value of [values].flat()) if (value !== '') url.searchParams.append(name, value);
    }
    const basic = Buffer.from(`${userName}:${password}`, 'utf8').toString('base64');
    const login = userName === '' ? {} : { authorization: `Basic ${basic}` };
    try {
      return await sendHttp({
        ...asked,
        url,
        headers: { ...asked.headers, ...login },
        authority: authority === '' ? null : authority,
        quietMs: QUIET_MS,
      });
    } catch (cause) {
      throw new ConsiliumError(codeOf(cause), {}, { cause });
    }
  }
}

function rootOf(address: string): URL {
  const url = URL.parse(address.trim().replace(/\/*$/u, '/'));
  const isUsable =
    url !== null && /^https?:$/u.test(url.protocol) && url.username === '' && url.search === '';
  if (!isUsable) throw new ConsiliumError('pacs-address');
  return url;
}

function refusalOf({ status }: HttpAnswer, code: string): ConsiliumError {
  if (status === 401 || status === 403) return new ConsiliumError('pacs-login');
  return new ConsiliumError(code, { status });
}

function codeOf(cause: unknown): string {
  if (!(cause instanceof HttpTrouble)) return 'pacs-away';
  switch (cause.reason) {
    case 'certificate':
      return 'pacs-certificate';
    case 'too-large':
      return 'pacs-too-large';
    case 'name':
      return 'pacs-name-unknown';
    case 'nobody':
      return 'pacs-nobody-there';
    case 'tls':
      return 'pacs-tls';
    case 'away':
    case 'quiet':
      return 'pacs-away';
  }
}
