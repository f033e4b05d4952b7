/** 主卡遗失或落入他人之手时换发新主卡的中文文字。 */
export const succession = {
  succession: {
    hint: '持有旧主卡或其公钥卡、私钥条的人从此不能再打开任何内容。患者将得到新主卡和新卡；只要手头还有可以打开旧病历的凭证，新卡就能打开此前的病历。此操作不能撤销。',
    again: '此条目的主卡已经换发。只有在发出的新卡使用之前就遗失时，才需要再次换发。',
    identity: '身份核验方式（写入病历）',
    identities: {
      'identity-card': '居民身份证',
      passport: '护照',
      'household-register': '户口簿',
      guardian: '监护人及其证件',
    },
    former: '患者手头还有',
    formers: {
      master: '旧主卡及其口令（已被他人复制）',
      shares: '旧主卡的恢复份额',
      card: '旧的一张公钥卡或私钥条',
      nothing: '什么都没有',
    },
    cardHint: '请出示最新的一张：它能打开其所属就诊之前的病历，用过与否均可。',
    cardPin: '密码（卡片封存时）',
    nothingHint:
      '没有任何凭证可以打开此前的病历：它们仍由书写的医生和医院档案保存。请先询问是否还有公钥卡、私钥条或恢复份额。',
    succeed: '吊销旧卡并换发新主卡',
    succeeded: '已换发新主卡',
    nextRevoked: '就诊期间患者的卡片已换发：下一张卡是登记处发出的新卡之一。',
    formerCard: '{{n}}（旧主卡）',
    kept: {
      all: '新卡可以打开此前的全部病历。',
      partly: '新卡可以打开所出示的卡所属就诊之前的病历。',
      nothing: '新卡打不开此前的病历，每次查看病历时都会注明。',
    },
  },
} as const;

export const successionErrors = {
  'card-root-succeeded': '此卡所属的主卡已挂失换发，其卡片不能再使用。请使用发卡医院签发的新卡。',
} as const;
