/** Chinese texts of transcripts of dialogues. */
import type { transcript as englishTexts, transcriptErrors as english } from '../en/transcript.ts';
import type { SameKeys } from '../sameKeys.ts';

export const transcriptErrors: SameKeys<typeof english> = {
  'transcript-unknown': '没有这份对话记录。',
  'transcript-empty': '请至少选择一条消息。',
  'transcript-too-long': '内容过长，请少选一些消息或日期。',
  'transcript-answered': '这份对话记录已答复。',
  'transcript-unsigned': '对方尚未签署这份对话记录，或已附入病历。',
  'transcript-malformed': '对话记录已损坏，或签名无效。',
};

export const transcript: SameKeys<typeof englishTexts> = {
  transcript: {
    open: '导出…',
    title: '将消息导出到病历',
    explain:
      '所选消息将成为就诊病历中的一份文书，由双方签名：逐字记录，并注明修改或删除之处，患者姓名不写入。{{doctor}}会先看到完全相同的文字，再决定是否签名。',
    visit: '写入哪次就诊的病历',
    from: '从',
    to: '到',
    by: '选取方式',
    byMessages: '从屏幕上的一条消息到另一条',
    byDays: '若干天内的全部消息',
    since: '起始日期',
    until: '截止日期',
    none: '这些天内没有消息。',
    count_other: '共{{count}}条消息',
    ask: '签名并请对方签名',
    mine: '拟写入病历的对话记录',
    theirs: '请您为写入病历的对话记录签名',
    sign: '签名',
    decline: '不签名',
    attach: '附入就诊病历',
    states: {
      asked: '等待签名',
      signed: '双方已签名',
      declined: '未签名',
      attached: '已附入病历',
    },
    verified: '{{institution}}{{name}}：签名有效',
    unverified: '{{institution}}{{name}}：签名无效',
  },
};
