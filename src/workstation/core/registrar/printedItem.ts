import type { ResultOf } from '../../api.ts';
import { qrPng } from '../../qr.ts';
import type { IssuedItem } from './issueCards.ts';

/** A card or slip with its QR code. */
export async function printedItem({
  epoch,
  text,
}: IssuedItem): Promise<ResultOf<'registrar/register-patient'>['cards'][number]> {
  return { epoch, text, qrPng: await qrPng(text) };
}
