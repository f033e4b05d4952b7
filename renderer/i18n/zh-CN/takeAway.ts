/** 中文：患者带走的材料、证明文件、会签。 */
export const takeAway = {
  handout: {
    title: '交给患者带走',
    explain: '本次就诊的全部病历。PDF 附有证明文件，日后任何人无需医院即可核验。',
    pdf: '存为 PDF…',
    print: '打印本次就诊',
    proofFile: '保存证明文件…',
    making: '正在汇集病历及其证明…',
    saved: '已保存。',
    waiting_other: '有 {{count}} 份已签名的病历尚未入账，未包含在内。入账后请重做一次。',
    heading: '{{institution}} · {{date}} 就诊',
    patient: '患者 {{name}}，出生 {{birthDate}}',
    signedBy: '签名 {{signers}}',
    signer: '{{author}}（{{institution}}）{{time}}',
    code: '二维码对应证明文件 {{name}}',
    howToCheck: '如何核验',
    check:
      '证明文件 {{name}} 附于本次就诊的 PDF 中，请与纸质材料一并保存。在 Consilium 登录界面选“核验证明文件”，或运行 consilium proof verify，即可核验并显示签名时的原文，请与本纸对照。下面的编码（各页二维码相同）用于确认文件与本纸相符。',
  },
  coSign: {
    awaiting: '实习医师书写，尚未会签',
    given: '实习医师书写，{{by}} 于 {{time}} 会签',
  },
} as const;
