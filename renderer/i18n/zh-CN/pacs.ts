/** Chinese texts of the hospital's image archive; code by code those of en/pacs.ts. */
import type { pacsErrors as english } from '../en/pacs.ts';
import type { SameKeys } from '../sameKeys.ts';

export const pacsErrors: SameKeys<typeof english> = {
  'pacs-address': '这不是影像服务的地址。地址以 https:// 开头，以服务路径结尾，例如 /dicom-web。',
  'pacs-away': '影像系统没有应答。请检查地址，或稍后重试。',
  'pacs-certificate': '影像系统出示的证书无人担保。请向信息科索取其签发机构的证书。',
  'pacs-login': '影像系统不接受此用户名和密码。',
  'pacs-refused': '影像系统拒绝了请求（{{status}}）。',
  'pacs-answer': '影像系统的应答无法使用。请确认地址是其影像服务的地址。',
  'pacs-too-large': '影像系统发来的内容过大，本程序无法处理。',
  'pacs-not-stored': '影像系统没有全部保存（{{status}}）。',
};
