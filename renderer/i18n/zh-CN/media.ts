import type { SameKeys } from '../sameKeys.ts';
import type { media as englishTexts, mediaErrors as english } from '../en/media.ts';

/** 病历文档与影音。 */
export const media: SameKeys<typeof englishTexts> = {
  media: {
    scanner: {
      title: '来自扫描仪',
      none: '尚未选择扫描仪存放文件的文件夹。',
      folder: '文件夹：',
      choose: '选择文件夹…',
      files: '扫描文件',
      empty: '该文件夹中没有文件。扫描后会出现在这里。',
      state: { growing: '· 正在写入', attached: '· 已添加', sent: '· 已签名并发送' },
      delete: '删除原件',
      surely: '确认永久删除',
    },
    disc: {
      title: '光盘内容',
      reading: '正在读取光盘目录',
      everything_other: '全部添加（{{count}} 个文件）',
      take_other: '添加 {{count}} 个文件',
      problems: '该光盘的目录有问题，已列出能读取的部分。',
      empty: '该光盘的目录中没有影像。',
      missing_other: '目录中列出的 {{count}} 个文件不在光盘上：',
      more_other: '另有 {{count}} 个文件未被接受。',
    },
    camera: {
      title: '拍照、录像或录音',
      what: '拍摄方式',
      taking: { photo: '拍照', film: '录像', voice: '录音' },
      starting: '正在打开摄像头',
      on: '● 摄像头已开启',
      microphoneOn: '● 麦克风已开启',
      preview: '摄像头画面',
      taken: '拍下的照片',
      shoot: '按下快门',
      record: '开始录制',
      stop: '停止',
      length: '{{length}}，最长 {{most}}',
      recorded: '录制完成，可使用或重录。',
      again: '重来',
      use: '使用',
      change: '切换摄像头',
      name: { photo: '照片 {{time}}', film: '录像 {{time}}', voice: '录音 {{time}}' },
    },
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
  'directory-unrecognised': '该文件不是光盘目录，请选择整张光盘或文件夹。',
  'scanner-file-unknown': '该文件已不在扫描文件夹中。',
  'scanner-file-growing': '扫描仪仍在写入该文件，请稍候。',
  'scanner-file-kept': '该原件予以保留：添加的内容尚未签名并发送。',
  'media-damaged': '该影音文件已损坏或不完整，无法播放，请重新导出。',
  'camera-missing': '没有找到摄像头或麦克风，请连接后重新打开。',
  'camera-busy': '摄像头正被其他程序占用，请关闭该程序后重新打开。',
  'camera-refused': '不允许使用摄像头，请在本机设置中允许，或联系信息科。',
  'media-undecodable': '本工作站无法播放这种影音格式，请导出为其他格式，或联系信息科。',
  'media-unreadable': '该影音未能完整读取，请关闭后重新打开。',
};
