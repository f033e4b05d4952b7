import type { SameKeys } from '../sameKeys.ts';
import type { imagingErrors as english } from '../en/imaging.ts';

/** 病历影像。 */
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
};
