/** What is refused between two doctors, in Chinese; code by code those of en/consult.ts. */
import type { consultErrors as english } from '../en/consult.ts';
import type { SameKeys } from '../sameKeys.ts';

export const consultErrors: SameKeys<typeof english> = {
  'consult-malformed': '消息已损坏，或由更新版本的程序生成。请对方医生重新发送。',
  'consult-other-recipient': '该消息是发给另一位医生的，无法在此打开。',
};
