/** Sentences for DICOM files: problems of one that can be read, and why another cannot be. */
import type { Sentence } from '../../node/commandLine/command.ts';
import type { DicomProblemCode } from '../../imaging/problem.ts';

export const DICOM_PROBLEM_TEXTS: Readonly<Record<DicomProblemCode, Sentence>> = {
  'dicom-charset-differs': {
    en: 'The text is not in the character set that the file declares; it was read in another one.',
    zh: '文本与文件声明的字符集不符，已按其他字符集读取。',
  },
  'dicom-charset-unknown': { en: 'The declared character set is unknown.', zh: '声明的字符集未知。' },
  'dicom-deflate-damaged': {
    en: 'The compressed data set is damaged; it was read as far as possible.',
    zh: '压缩的数据集已损坏，已尽量读取。',
  },
  'dicom-deflate-limit': {
    en: 'The compressed data set grows beyond all measure; the rest was left out.',
    zh: '压缩数据集膨胀过大，其余部分未读取。',
  },
  'dicom-encoding-differs': {
    en: 'The data set is written otherwise than the file declares.',
    zh: '数据集的编码方式与文件声明不符。',
  },
  'dicom-frame-cut': {
    en: 'A compressed frame has no end: it may be cut off, and what is missing is gray or black.',
    zh: '压缩帧没有结束标记，可能被截断，缺失部分为灰色或黑色。',
  },
  'dicom-frames-differ': {
    en: 'There are more frames than the file declares.',
    zh: '实际帧数多于文件声明。',
  },
  'dicom-item-malformed': {
    en: 'An item of a sequence is malformed; the rest of the sequence was left out.',
    zh: '序列中的条目格式错误，该序列其余部分未读取。',
  },
  'dicom-length-beyond-end': {
    en: 'An element claims more bytes than there are: the file is cut off, or not what it says.',
    zh: '元素声明的长度超出文件：文件被截断或内容不实。',
  },
  'dicom-meta-missing': { en: 'The file meta information is missing.', zh: '缺少文件元信息。' },
  'dicom-other-format': {
    en: 'The file is one of another format as well; only its DICOM part was read.',
    zh: '该文件同时也是其他格式的文件，只读取了其中的影像数据。',
  },
  'dicom-preamble-missing': { en: 'The preamble is missing.', zh: '缺少文件前导。' },
  'dicom-syntax-missing': {
    en: 'The transfer syntax is not declared; it was found by looking.',
    zh: '未声明传输语法，已自行判断。',
  },
  'dicom-syntax-unknown': {
    en: 'The declared transfer syntax is unknown; another one was tried.',
    zh: '声明的传输语法未知，已尝试其他语法。',
  },
  'dicom-too-deep': {
    en: 'Sequences lie in sequences too deeply; the deepest were left out.',
    zh: '序列嵌套过深，最深部分未读取。',
  },
  'dicom-too-many-elements': {
    en: 'There are too many elements; the rest was left out.',
    zh: '元素过多，其余未读取。',
  },
  'dicom-truncated': { en: 'The file ends too early.', zh: '文件不完整。' },
  'dicom-vr-unknown': {
    en: 'An element has no valid value representation.',
    zh: '元素的值表示无效。',
  },
};

export const DICOM_TEXTS: Readonly<Record<string, Sentence>> = {
  'dicom-unrecognised': {
    en: 'This is no DICOM file (it looks like: {looksLike}).',
    zh: '这不是医学影像文件（看起来是：{looksLike}）。',
  },
  'dicom-too-large': { en: 'The file is above 2 GiB.', zh: '文件超过 2 GiB。' },
  'pixels-missing': { en: 'The file holds no pixels.', zh: '文件中没有像素数据。' },
  'pixels-attributes': {
    en: 'The attribute {attribute} of the pixels is missing or makes no sense.',
    zh: '像素属性 {attribute} 缺失或无意义。',
  },
  'pixels-too-large': {
    en: 'The image claims to be larger than 256 MiB a frame or a million frames; it is not decoded.',
    zh: '图像声明的大小超过每帧 256 MiB 或一百万帧，未解码。',
  },
  'pixels-truncated': { en: 'The pixels end too early.', zh: '像素数据不完整。' },
  'pixels-damaged': {
    en: 'Frame {frame} cannot be decoded: it is damaged.',
    zh: '第 {frame} 帧已损坏，无法解码。',
  },
  'pixels-mismatch': {
    en: 'The compressed frame {frame} has other measures than the file says; it is not decoded.',
    zh: '压缩的第 {frame} 帧尺寸与文件所述不符，未解码。',
  },
  'pixels-syntax-unsupported': {
    en: 'Pixels of this compression cannot be decoded.',
    zh: '不支持该压缩方式的像素解码。',
  },
};
