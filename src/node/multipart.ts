/** Parts of a multipart body (RFC 2046 §5.1, RFC 2387), by the parser of busboy. */
import { Dicer } from '@fastify/busboy';

export interface MultipartPart {
  /** Lower case, without parameters. */
  readonly contentType: string;
  readonly body: Uint8Array;
}

/** The boundary that a content type names; null when it is no multipart. */
export function boundaryOf(contentType: string): string | null {
  if (!/^multipart\//iu.test(contentType.trim())) return null;
  const found = /;\s*boundary=(?:"(?<quoted>[^"]{1,70})"|(?<plain>[^\s;"]{1,70}))/iu.exec(contentType);
  return found?.groups?.['quoted'] ?? found?.groups?.['plain'] ?? null;
}

/** All parts of a body that is whole. Rejects when it ends early. */
export async function readMultipart(body: Uint8Array, boundary: string): Promise<readonly MultipartPart[]> {
  const done = Promise.withResolvers<void>();
  const parts: Promise<MultipartPart>[] = [];
  const dicer = new Dicer({ boundary });
  dicer.on('part', (part) => {
    let contentType = '';
    part.on('header', (header) => {
      const [value = ''] = (header as Readonly<Record<string, readonly string[]>>)['content-type'] ?? [];
      contentType = (value.split(';')[0] ?? '').trim().toLowerCase();
    });
    const whole = gathered(part).then((bytes) => ({ contentType, body: bytes }));
    // A part that breaks off does so before it is waited for below.
    whole.catch(done.reject);
    parts.push(whole);
  });
  dicer.on('finish', () => done.resolve());
  dicer.on('error', (error) => done.reject(error instanceof Error ? error : new Error('multipart')));
  dicer.end(Buffer.from(body.buffer, body.byteOffset, body.byteLength));
  await done.promise;
  return Promise.all(parts);
}

async function gathered(part: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of part) pieces.push(piece);
  return new Uint8Array(Buffer.concat(pieces));
}

/** A multipart/related body of files of one type, and its content type. */
export function writeMultipart(
  files: readonly Uint8Array[],
  contentType: string,
  boundary: string,
): { readonly contentType: string; readonly body: Uint8Array } {
  const head = Buffer.from(`--${boundary}\r\nContent-Type: ${contentType}\r\n\r\n`, 'latin1');
  const end = Buffer.from('\r\n', 'latin1');
  const parts = files.flatMap((file) => [head, Buffer.from(file), end]);
  const body = Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`, 'latin1')]);
  return {
    contentType: `multipart/related; type="${contentType}"; boundary=${boundary}`,
    body: new Uint8Array(body),
  };
}
