/**
 * The content security policy of the screens. Everything is refused but what the screens use: own scripts and
 * styles, styles that emotion injects (they carry the nonce of their document), pictures of QR codes.
 */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' blob: data:",
    "font-src 'self'",
    // Films and sounds of records, from main/mediaStreams.ts; recordings, which the page gives its player by MediaSource.
    "media-src 'self' blob:",
    "connect-src 'self'",
    "worker-src 'self'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    // The policies that start the workers: renderer/client/trustedScript.ts.
    'trusted-types image-worker pdf-worker media-worker',
  ].join('; ');
}

/**
 * The policy of the worker that seals and opens the frames of a call: it runs its own script, and reaches nothing.
 */
export function mediaWorkerSecurityPolicy(): string {
  return ["default-src 'none'", "script-src 'self'"].join('; ');
}

/**
 * The policy of the workers that look into images and documents: each runs its own script and the decoders, which are WebAssembly, and
 * reads files of the program, which is where the decoders come from.
 */
export function workerSecurityPolicy(): string {
  return ["default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "connect-src 'self'"].join('; ');
}
