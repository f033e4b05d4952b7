/** Chinese texts of recordings of consults. */
import type { recordingErrors as english } from '../en/recordings.ts';
import type { SameKeys } from '../sameKeys.ts';

export const recordingErrors: SameKeys<typeof english> = {
  'recording-malformed': '录制内容的说明已损坏。',
  'recording-manifest-signature': '录制内容的说明没有录制医生的有效签名。',
};
