/** Chinese texts of what a doctor says of themselves to colleagues. */
import type { profile as english, profileErrors as englishErrors } from '../en/profile.ts';
import type { SameKeys } from '../sameKeys.ts';

export const profile: SameKeys<typeof english> = {
  profile: {
    languages: '可用于会诊的语言',
    hint: '各医院的同行可据此找到您；除此之外不公布任何信息。',
    sent: '医院节点已收到。',
    waiting: '暂存本机，医院节点连通后自动送出。',
    filter: '语言',
    spoken: '可用{{languages}}会诊',
  },
  spokenLanguage: {
    zh: '中文',
    yue: '粤语',
    wuu: '吴语',
    nan: '闽南语',
    hak: '客家话',
    bo: '藏语',
    ii: '彝语',
    kk: '哈萨克语',
    ko: '朝鲜语',
    mn: '蒙古语',
    ug: '维吾尔语',
    za: '壮语',
    ar: '阿拉伯语',
    de: '德语',
    en: '英语',
    es: '西班牙语',
    fr: '法语',
    ja: '日语',
    pt: '葡萄牙语',
    ru: '俄语',
    th: '泰语',
    vi: '越南语',
  },
};

export const profileErrors: SameKeys<typeof englishErrors> = {
  'profile-malformed': '医院节点给出的同行资料无法读取，不予显示。',
  'profile-network': '该同行资料属于另一账本，不予显示。',
  'profile-doctor': '医院节点给出了另一位医生的资料，不予显示。',
  'profile-key': '该资料由已失效的密钥签名，不予显示。',
  'profile-signature': '该资料并非由所署医生签名，不予显示。',
  'profile-older': '已有该医生更新的资料，较旧的一份不起作用。',
};
