import type { SameKeys } from '../sameKeys.ts';
import type { media as englishTexts, mediaErrors as english } from '../en/media.ts';

/** 病历文档与影音。 */
export const media: SameKeys<typeof englishTexts> = {
  media: {
    pdf: {
      opening: '正在打开文档',
      page: '第 {{number}} 页',
      at: '第 {{at}} 页，共 {{of}} 页',
      before: '上一页',
      next: '下一页',
      smaller: '缩小',
      larger: '放大',
      fit: '适合宽度',
      notice: {
        scripts: '该文档含有脚本，在此不会运行。',
        files: '该文档附有其他文件，在此不显示。',
        form: '该文档是需专用程序填写的表单，可能无法完整显示。',
        pages: '该文档声明的页数过多，仅显示前 2000 页。',
      },
    },
  },
};

export const mediaErrors: SameKeys<typeof english> = {
  'attachment-polyglot':
    '该文件同时是另一种文件（{{looksLike}}），他人看到的内容可能不同，请重新保存或导出。',
  'pdf-damaged': '该 PDF 已损坏或不完整，请重新保存或导出。',
  'pdf-encrypted': '该 PDF 需要密码才能打开，请另存为不带密码的文件后再添加。',
  'pdf-page-damaged': '该页已损坏，无法显示；其他页不受影响。',
  'media-damaged': '该影音文件已损坏或不完整，无法播放，请重新导出。',
  'media-undecodable': '本工作站无法播放这种影音格式，请导出为其他格式，或联系信息科。',
  'media-unreadable': '该影音未能完整读取，请关闭后重新打开。',
};
