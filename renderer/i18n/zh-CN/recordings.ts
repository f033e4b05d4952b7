/** Chinese texts of recordings of consults. */
import type { recording as englishTexts, recordingErrors as english } from '../en/recordings.ts';
import type { SameKeys } from '../sameKeys.ts';

export const recordingErrors: SameKeys<typeof english> = {
  'recording-unknown': '本机没有这段录制内容。',
  'recording-under-way': '本次通话正在录制，或已经提出过录制请求。',
  'recording-own-word': '需要由对方医生同意。',
  'recording-patient-not-asked': '本次对话涉及一份病历：须先由患者用当前就诊的小票表示同意。',
  'anchor-exists': '这段录制已在账本上。',
  'anchor-doctors': '只有本次会诊的两位医生可以这样做。',
  'anchor-unknown': '这段录制不在账本上。',
  'anchor-withdrawn': '这段录制已从账本撤回，不能再次登记。',
  'recording-incomplete': '本机上的这段录制已不完整，只有完整的录制才能登记到账本。',
  'recording-not-anchored': '取得的内容与账本上登记的录制不符，不予显示。',
  'recording-unconsented': '对这段录制的签名同意无效，不予显示。',
  'recording-readers-full': '该医生已被列入一千段录制的可查看者。',
  'consult-doctors': '只有本次会诊的两位医生可以签署会诊凭证。',
  'consult-exists': '您已签署过本次会诊的凭证。',
  'call-not-live': '当前没有可以录制的通话。',
  'recording-consent-other': '所签内容并非对本次录制的同意，未进行录制。',
  'recording-consent-signature': '对本次录制的同意没有该医生的有效签名，未进行录制。',
  'recording-patient-consent': '患者对本次录制的同意无效，或其就诊已结束，未进行录制。',
  'recording-running': '这段录制尚未结束。',
  'recording-not-running': '当前没有在录制。',
  'recording-chunk-order': '录制内容缺少一部分，录制已结束；此前的内容已保存。',
  'recording-too-long': '录制已达到最长时间，已录内容均已保存。',
  'recording-segment-unknown': '录制内容中没有这一部分。',
  'recording-malformed': '录制内容的说明已损坏。',
  'recording-manifest-signature': '录制内容的说明没有录制医生的有效签名。',
};

export const recording: SameKeys<typeof englishTexts> = {
  recording: {
    scopes: {
      audio: '声音',
      video: '声音和画面',
      consult: '声音、画面和共享内容',
    },
    list: '录制内容',
    none: '本机没有录制过本次对话。',
    states: {
      running: '正在录制',
      broken: '缺少结尾',
    },
    withPatient: '患者已同意',
    player: '录制内容',
    sides: {
      own: '我方画面',
      other: '对方画面',
      mixed: '双方声音',
    },
    play: '播放',
    pause: '暂停',
    position: '位置',
    damaged_other: '这段录制有{{count}}处损坏或缺失，其余部分可以播放。',
    title: '名称',
    rename: '重命名',
    cancel: '取消',
    export: '导出…',
    exporting: '正在导出',
    exportWarning:
      '文件将离开受保护的存储：持有者可以看到、听到双方以及所谈及的患者。导出的文件未加密，在此删除录制内容也不会删除该文件。',
    exportSure: '仍然导出',
    delete: '删除…',
    deleteWarning: '密钥将被销毁，此后任何人都无法打开这段录制，且无法撤销。',
    deleteSure: '永久删除',
  },
};
