import type { SameKeys } from '../sameKeys.ts';
import type { sending as englishTexts } from '../en/sending.ts';

/** 正在添加和发送的影像。 */
export const sending: SameKeys<typeof englishTexts> = {
  sending: {
    title: '正在发送的影像',
    explain: '病历已签名并安全保存在本机。影像送达医院后，病历即写入区块，无需在此等待。',
    state: { waiting: '等待发送', sending: '正在发送', paused: '已暂停', sent: '已发送' },
    files: '{{of}} 个文件中的 {{done}} 个',
    pause: '暂停',
    goOn: '继续',
    stop: '停止',
    half: '{{name}}：添加到 {{taken}}（共 {{size}}）时中断。请重新选择该文件，将从中断处继续。',
    discard: '放弃',
  },
};
