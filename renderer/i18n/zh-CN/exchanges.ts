/** Chinese texts of exchanges of records between doctors. */
import type { exchangeErrors as english, exchanges as englishTexts } from '../en/exchanges.ts';
import type { SameKeys } from '../sameKeys.ts';

export const exchangeErrors: SameKeys<typeof english> = {
  'exchange-unknown': '账本中没有此次病历交换。',
  'exchange-over': '此次交换已结束：期限已过，或参与者之一已终止。',
  'exchange-answered': '此次交换已被接受。',
  'exchange-other-doctor': '此次交换属于其他医生。',
  'exchange-altered': '病历清单与所签署的不一致，请勿接受，并与对方医生核实。',
  'dialogue-retention-unknown': '没有等待答复的保存期限提议。',
  'exchange-one-way': '此次交换未约定对方回传病历。',
  'exchange-too-many': '本次就诊提出的交换过多，请在下次就诊时再提出。',
};

export const exchanges: SameKeys<typeof englishTexts> = {
  exchange: {
    propose: '交换病历…',
    explain:
      '{{institution}}{{doctor}}会立即看到所选病历的日期、类别、医院和作者，以及您的说明。对方接受后方可阅读，仅限此用途和期限，直至期满，或由您、对方或患者终止。患者可在本人视图中看到。',
    note: '具体用途（仅对方医生可见）',
    askBack: '希望对方也提供病历',
    noVisit: '当前没有进行中的就诊。请先打开该患者的就诊。',
    patient: '就诊中的患者',
    records: '提供的病历',
    noRecords: '该患者目前没有可提供的病历。',
    consent: '患者同意',
    consentHint: '本次就诊的私钥条仅就这些病历、此用途和此期限签名。',
    commit: '签名并提出',
    commitBack: '签名、接受并提供',
    mine: '您提供病历',
    theirs: '对方向您提供病历',
    terms: '{{purpose}} · 有效至{{until}}',
    listed_other: '{{count}} 份病历：',
    askedBack: '希望受邀医生也提供病历；接受并不意味着必须提供。',
    cameBack: '已提供对应病历。',
    accept: '接受条款',
    acceptBack: '接受并提供病历…',
    decline: '谢绝',
    withdraw: '收回提议',
    end: '终止交换',
    endExplain: '此后不能再打开其中任何内容；已经看过的无法收回。',
    read: '阅读病历',
    closed: '交换已结束，病历已关闭。',
    states: {
      'on-its-way': '已签名，正在写入账本',
      refused: '账本已拒绝',
      altered: '清单与所签署的不一致',
      waiting: '等待答复',
      answering: '答复正在写入账本',
      'in-force': '已生效',
      over: '期限已过',
      declined: '已谢绝',
      withdrawn: '已收回',
      revoked: '已终止',
    },
    by: { me: '由您', peer: '由对方医生', patient: '由患者' },
    from: '由{{institution}}{{doctor}}提供',
    list: '医生之间交换的病历',
    giver: '提供者',
    reader: '阅读者',
    notYet: '尚未接受',
  },
};
