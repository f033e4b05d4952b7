/** Chinese texts of the hospital's image archive; code by code those of en/pacs.ts. */
import type { pacs as englishPacs, pacsErrors as english } from '../en/pacs.ts';
import type { SameKeys } from '../sameKeys.ts';

export const pacs: SameKeys<typeof englishPacs> = {
  pacs: {
    title: '从影像系统调入',
    settings: '影像系统设置',
    notSet: '本机尚未设置医院的影像系统。地址可向信息科索取。',
    set: '设置',
    address: '影像服务地址',
    addressHint: '留空则不再使用影像系统。',
    userName: '用户名',
    password: '密码',
    passwordKept: '不另行输入则保持不变。',
    authority: '签发机构的证书文本',
    authorityHint: '仅在医院自行签发证书时需要。',
    test: '测试',
    testing: '正在询问影像系统',
    answers: '影像系统有应答。',
    plain: '通往该地址的线路未加密：医院网络上的人可能看到影像。',
    save: '保存',
    patientId: '患者编号',
    patientName: '影像系统中的姓名',
    from: '检查日期不早于',
    search: '查询',
    searchHint: '未填编号或姓名时，按病历中的出生日期查询。',
    none: '影像系统中没有符合的检查。',
    studies: '检查',
    series: '序列',
    count_other: '{{count}} 幅',
    patient: { same: '本患者', different: '其他患者', unknown: '请核对姓名' },
    otherPatient: '影像系统中的姓名或出生日期与本病历不符。调入前请核对。',
    take: '加入病历',
    taken_other: '已将 {{count}} 幅影像加入病历。',
    taking: '第 {{done}} 幅，共 {{of}} 幅',
    stop: '停止',
  },
};

export const pacsErrors: SameKeys<typeof english> = {
  'pacs-not-set': '本机尚未设置影像系统，请先设置。',
  'pacs-question': '病历中没有出生日期可供查询。请输入患者编号或姓名。',
  'pacs-address': '这不是影像服务的地址。地址以 https:// 开头，以服务路径结尾，例如 /dicom-web。',
  'pacs-away': '影像系统没有应答。请检查地址，或稍后重试。',
  'pacs-certificate': '影像系统出示的证书无人担保。请向信息科索取其签发机构的证书。',
  'pacs-login': '影像系统不接受此用户名和密码。',
  'pacs-refused': '影像系统拒绝了请求（{{status}}）。',
  'pacs-answer': '影像系统的应答无法使用。请确认地址是其影像服务的地址。',
  'pacs-too-large': '影像系统发来的内容过大，本程序无法处理。',
  'pacs-not-stored': '影像系统没有全部保存（{{status}}）。',
};
