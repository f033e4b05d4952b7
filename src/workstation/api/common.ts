/**
 * Building blocks of the request table between screen and core. Everything that crosses is structured-clone
 * data: hex for hashes and ids, text forms for cards, ms for times, Uint8Array only for files and pictures.
 */
import { z } from 'zod';

export const hex = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${String(bytes * 2)}}$`));
export const epochId = hex(32);
export const statementId = hex(32);
export const staffId = hex(16);
export const institutionId = hex(16);
export const registrationNumber = hex(16);
export const timeMs = z.number().int().nonnegative();
export const shortText = z.string().max(200);
export const longText = z.string().max(100_000);
export const secretText = z.string().min(1).max(1_000);
export const cardText = z.string().min(1).max(20_000);
export const bytes = z.instanceof(Uint8Array);

/** A name in the two languages of the ledger; `en` may repeat `zh` where there is none. */
export const bilingual = z.object({ zh: shortText, en: shortText }).readonly();
export type Bilingual = z.infer<typeof bilingual>;

export const role = z.enum(['officer', 'registrar', 'doctor']);
export type Role = z.infer<typeof role>;

export const nothing = z.object({}).strict();
