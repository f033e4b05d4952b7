/** What the build writes into the page where each answer of main/screenFiles.ts puts a nonce of its own. */
export const NONCE_PLACEHOLDER = '__CSP_NONCE__';
