/** Chinese texts of recordings of consults. */
import type { recordingErrors as english } from '../en/recordings.ts';
import type { SameKeys } from '../sameKeys.ts';

export const recordingErrors: SameKeys<typeof english> = {
  'recording-unknown': '本机没有这段录制内容。',
  'recording-under-way': '本次通话正在录制，或已经提出过录制请求。',
  'recording-own-word': '需要由对方医生同意。',
  'recording-patient-not-asked': '本次对话涉及一份病历：须先由患者用当前就诊的小票表示同意。',
  'recording-running': '这段录制尚未结束。',
  'recording-not-running': '当前没有在录制。',
  'recording-chunk-order': '录制内容缺少一部分，录制已结束；此前的内容已保存。',
  'recording-too-long': '录制已达到最长时间，已录内容均已保存。',
  'recording-segment-unknown': '录制内容中没有这一部分。',
  'recording-malformed': '录制内容的说明已损坏。',
  'recording-manifest-signature': '录制内容的说明没有录制医生的有效签名。',
};
