/** Video consults, in Chinese; key by key those of en/calls.ts. */
import type { callErrors as englishErrors } from '../en/calls.ts';
import type { SameKeys } from '../sameKeys.ts';

export const callErrors: SameKeys<typeof englishErrors> = {
  'consult-no-dialogue': '该请求所属的对话已结束。',
  'call-no-right': '此对话中尚无获准的视频会诊，或已过有效期。请先发出请求。',
  'call-busy': '您正在另一次通话中，请先结束。',
  'call-unknown': '该通话已结束。',
};
