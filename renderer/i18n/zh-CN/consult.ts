/** What is refused between two doctors, and why a dialogue ended, in Chinese; code by code those of en/consult.ts. */
import type { consultErrors as english } from '../en/consult.ts';
import type { SameKeys } from '../sameKeys.ts';

export const consultErrors: SameKeys<typeof english> = {
  'consult-malformed': '消息已损坏，或由更新版本的程序生成。请对方医生重新发送。',
  'consult-other-recipient': '该消息是发给另一位医生的，无法在此打开。',
  'consult-other-network': '该消息属于另一个账本。',
  'consult-ledger-stale': '目前无法确认本机的账本副本是否为最新。请在医院节点连接后重试。',
  'consult-sender-unknown': '账本中该医院没有这位在岗医生。',
  'consult-sender-suspended': '该医生在账本上已被停用。',
  'consult-signature-invalid': '签名不属于所称的医生。',
  'consult-own-request': '不能向自己发出请求。',
  'consult-from-future':
    '双方计算机之一的时钟不准：所收内容的时间在未来，未予接受。请校准日期和时间后重新请求。',
  'consult-clock-off':
    '本机时钟与账本相差{{minutes}}分钟，您签名的内容会被同行的计算机拒绝，因此尚未发送。请校准本机日期和时间后重试；如确认无误，请通知信息科。',
  'consult-too-long': '该请求要求保留的时间超过一天。',
  'consult-expired': '已过期：该请求已失效。',
  'consult-replayed': '该请求重复到达，已丢弃。',
  'consult-blocked': '您已屏蔽该医生。',
  'consult-too-many': '该医生在十分钟内请求过于频繁。',
  'consult-request-unknown': '没有这个请求。',
  'consult-other-doctor': '答复来自另一位医生，而非被请求的医生。',
  'consult-answered': '该请求已有答复。',
  'consult-withdrawn': '该请求已撤回。',
  'consult-waiting': '已有一个请求在等待该医生答复。',
  'ratchet-malformed': '消息已损坏，或由更新版本的程序生成。',
  'ratchet-gap': '此消息之前缺失的消息过多。',
  'ratchet-replayed': '该消息重复到达，已丢弃。',
  'ratchet-unopenable': '消息在途中被改动，或属于另一个对话。',
  'dialogue-unknown': '没有这个对话。',
  'dialogue-over': '对话已结束。如需继续，请重新发出请求。',
  'dialogue-not-open': '对话在收到对方的第一条消息后开始，目前尚未收到。',
  'dialogue-text': '消息长度须为 1 至 10,000 个字符。',
  'dialogue-message-unknown': '没有您的这条消息，或已删除。',
  'dialogue-message-twice': '收到的消息与另一条消息的标识重复。',
  'dialogue-key-changed': '该医生的密钥与以前不同。书写前请先查看安全码。',
  'dialogue-closed': '您已结束对话。',
  'dialogue-closed-by-peer': '对方医生已结束对话。',
  'dialogue-blocked': '您已屏蔽该医生，对话已结束。',
  'dialogue-restored': '账户由备份恢复；对话须通过新的请求重新开始。',
  'dialogue-peer-suspended': '对方医生在账本上已被停用；对话已结束，未再发送任何内容。',
  'dialogue-peer-key-changed':
    '对方医生在账本上的密钥已更换；对话已结束，未再发送任何内容。再次请求前请确认对方身份。',
  'dialogue-own-key-changed': '您在账本上的密钥已更换；对话已结束。如需继续，请重新发出请求。',
};
