/** The secrets of the workstation's command line. A card may also be a PNG picture of its QR code. */
import type { Invocation } from '../../node/commandLine/command.ts';
import { SecretInputs, type SecretSource } from '../../node/commandLine/inputs.ts';

const PNG_START = 0x89;

const SECRETS = {
  passphrase: { option: 'passphrase-file', variable: 'CONSILIUM_PASSPHRASE' },
  pin: { option: 'pin-file', variable: 'CONSILIUM_PIN' },
  'master-passphrase': { option: 'master-passphrase-file', variable: 'CONSILIUM_MASTER_PASSPHRASE' },
  'officer-passphrase': {
    option: 'officer-passphrase-file',
    variable: 'CONSILIUM_OFFICER_PASSPHRASE',
  },
  'doctor-passphrase': { option: 'doctor-passphrase-file', variable: 'CONSILIUM_DOCTOR_PASSPHRASE' },
  'registrar-passphrase': {
    option: 'registrar-passphrase-file',
    variable: 'CONSILIUM_REGISTRAR_PASSPHRASE',
  },
  card: { option: 'card-file', variable: null },
  slip: { option: 'slip-file', variable: null },
  master: { option: 'master-file', variable: null },
} as const satisfies Readonly<Record<string, SecretSource>>;

export class Inputs extends SecretInputs<keyof typeof SECRETS> {
  constructor(invocation: Pick<Invocation, 'io' | 'option'>) {
    super(invocation, { sources: SECRETS, read: picture });
  }
}

function picture(bytes: Uint8Array): Promise<string> | null {
  return bytes[0] === PNG_START ? readPicture(bytes) : null;
}

async function readPicture(bytes: Uint8Array): Promise<string> {
  const { readQrPng } = await import('../qr.ts');
  return readQrPng(bytes);
}
