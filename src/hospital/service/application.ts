/**
 * What an institution that joins hands to those who decide: its names, its address, its officers and its keys, none
 * of them secret. JSON {format: 1, institution: the fields of `registry/institution-add`}, byte strings in hex.
 */
import { z } from 'zod';
import { fromHex, fromUtf8, toHex, utf8 } from '../../crypto/bytes.ts';
import { ConsiliumError } from '../../errors.ts';
import type { NewInstitution } from '../../contracts/registry/institution.ts';

const hex = (length: number) => z.string().regex(new RegExp(`^[0-9a-f]{${String(length * 2)}}$`, 'u'));
const name = z.string().min(1).max(200);
const json = z.strictObject({
  format: z.literal(1),
  institution: z.strictObject({
    id: hex(16),
    nameZh: name,
    nameEn: name,
    address: name,
    threshold: z.int().min(1).max(100),
    officers: z
      .array(z.strictObject({ id: hex(16), nameZh: name, nameEn: name, sign: hex(32), seal: hex(32) }))
      .min(1)
      .max(100),
    nodeKey: hex(32),
    cardKey: hex(32),
    archiveKey: hex(32),
    emergencyKey: hex(32),
  }),
});

export function encodeApplication(institution: NewInstitution): Uint8Array {
  const { id, nameZh, nameEn, address, threshold, officers } = institution;
  const { nodeKey, cardKey, archiveKey, emergencyKey } = institution;
  const content: z.infer<typeof json> = {
    format: 1,
    institution: {
      id: toHex(id),
      nameZh,
      nameEn,
      address,
      threshold,
      officers: officers.map((officer) => ({
        id: toHex(officer.id),
        nameZh: officer.nameZh,
        nameEn: officer.nameEn,
        sign: toHex(officer.sign),
        seal: toHex(officer.seal),
      })),
      nodeKey: toHex(nodeKey),
      cardKey: toHex(cardKey),
      archiveKey: toHex(archiveKey),
      emergencyKey: toHex(emergencyKey),
    },
  };
  return utf8(`${JSON.stringify(content, null, 2)}\n`);
}

/** Errors: `application-malformed`. */
export function decodeApplication(bytes: Uint8Array): NewInstitution {
  try {
    const { institution } = json.parse(JSON.parse(fromUtf8(bytes)));
    const { officers, id, nodeKey, cardKey, archiveKey, emergencyKey, ...rest } = institution;
    return {
      ...rest,
      id: fromHex(id),
      officers: officers.map((officer) => ({
        ...officer,
        id: fromHex(officer.id),
        sign: fromHex(officer.sign),
        seal: fromHex(officer.seal),
      })),
      nodeKey: fromHex(nodeKey),
      cardKey: fromHex(cardKey),
      archiveKey: fromHex(archiveKey),
      emergencyKey: fromHex(emergencyKey),
    };
  } catch (cause) {
    throw new ConsiliumError('application-malformed', {}, { cause });
  }
}
