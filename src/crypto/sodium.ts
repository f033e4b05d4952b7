/** libsodium, ready for use. The only importer of the library; everything in src/crypto builds on it. */
import sodium from 'libsodium-wrappers-sumo';

await sodium.ready;

export { sodium };
