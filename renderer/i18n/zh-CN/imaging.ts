import type { SameKeys } from '../sameKeys.ts';
import type { imaging as englishTexts, imagingErrors as english } from '../en/imaging.ts';

/** 病历影像。 */
export const imaging: SameKeys<typeof englishTexts> = {
  images: {
    title: '影像',
    attach: '本次病历的影像',
    files: '影像文件',
    choose: '添加影像',
    hint: '医学影像、照片或截图：选择、拖入或粘贴。相机信息和文件中的姓名会被去除。',
    adding: '已添加 {{done}} / {{of}}',
    remove: '移除',
    otherPatient: '以下文件中的姓名或出生日期与该患者不符：{{names}}。除非确知原因，请移除。',
    count_other: '{{count}} 个文件',
    viewer: '影像浏览',
    close: '关闭影像浏览',
    compare: '两幅对比',
    series: '序列',
    slice: '第 {{at}} 幅，共 {{of}} 幅',
    windowIs: '窗位 {{center}}，窗宽 {{width}}',
    millimetres: '{{length}} 毫米',
    pixels: '{{length}} 像素',
    loading: '已载入 {{done}} / {{of}}',
    problems: '这些文件有问题，已显示能读取的部分。',
    play: '播放',
    stop: '停止',
    reset: '复位',
    tools: '拖动的作用',
    tool: { window: '窗宽窗位', pan: '移动', zoom: '缩放', measure: '测量' },
    preset: {
      label: '窗',
      file: '按文件',
      abdomen: '腹部',
      lung: '肺',
      mediastinum: '纵隔',
      bone: '骨',
      brain: '脑',
    },
  },
};

export const imagingErrors: SameKeys<typeof english> = {
  'dicom-unrecognised': '这不是医学影像文件，请选择设备或影像系统生成的文件。',
  'dicom-too-large': '该文件超过 2 GiB，请向影像科索取较小的文件。',
  'pixels-missing': '该文件中没有图像：可能是报告或计划。',
  'pixels-attributes': '该文件没有说明图像如何读取（{{attribute}}），请向影像科重新索取。',
  'pixels-too-large': '该文件声明的图像过大，无法显示，请向影像科重新索取。',
  'pixels-truncated': '该文件不完整，图像缺失，请向影像科重新索取。',
  'pixels-damaged': '该图像已损坏，无法显示，请向影像科重新索取。',
  'pixels-mismatch': '图像尺寸与文件所述不符，未予显示，请向影像科重新索取。',
  'pixels-syntax-unsupported': '该图像的压缩方式无法显示，请向影像科索取其他格式。',
  'attachment-kind': '该文件不是可添加的影像，请选择医学影像文件或照片。',
  'attachment-too-large': '该影像超过 64 MiB，请向影像科索取较小的文件。',
  'attachments-full': '本次病历的影像已达上限，请先签名。',
  'attachment-unknown': '该影像已不存在，请重新打开病历。',
  'attachment-altered': '该影像在签名后被改动，未予显示，请通知信息科。',
  'picture-damaged': '该图片已损坏，请重新拍摄或导出。',
};
