/** Chinese texts of erasing a record, key by key those of en/erasure.ts. */
import type { erasure as english, erasureErrors as englishErrors } from '../en/erasure.ts';
import type { SameKeys } from '../sameKeys.ts';

export const erasure: SameKeys<typeof english> = {
  erasure: {
    erased: '已删除',
    erasedOn: '已按患者意愿于 {{date}} 删除。',
    erasedHere_other: '本次就诊有 {{count}} 份病历已按患者意愿删除。',
  },
};

export const erasureErrors: SameKeys<typeof englishErrors> = {
  erased: '此病历已按患者意愿删除，内容不复存在。',
  'statement-erased': '此病历已按患者意愿删除，不能再补充内容。',
  'erase-request-time': '此删除请求已超过 60 天，请患者重新提出。',
  'erase-other-institution': '只有书写该病历的医院的管理员才能办理删除。',
  'erase-former-root': '此病历写于更换主卡之前，请到挂号处办理。',
  'erase-requests-full': '该院待办的删除请求过多，请到挂号处咨询。',
  'erase-request-unknown': '此删除请求已不存在，请重新加载列表。',
  'erasure-unknown': '账本上没有此病历的删除记录。请更新账本后重试。',
  'erase-receipt-not-due': '本院在删除之后才加入，无需出具删除回执。',
  'erase-receipt-exists': '本院已出具删除回执，无需处理。',
  'erase-receipt-term': '回执所载期限与法定期限不符，请通知信息科。',
};
