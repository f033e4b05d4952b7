/** Chinese texts of files and records that two doctors give each other in a dialogue. */
import type { given as english, givenErrors as englishErrors } from '../en/given.ts';
import type { SameKeys } from '../sameKeys.ts';

export const given: SameKeys<typeof english> = {
  given: {
    attach: '本次对话的文件',
    hint: '影像、照片、PDF、视频、录音、整套检查：选择、拖入（可拖入文件夹）或粘贴。相机信息和医学影像中的姓名会被去除；PDF 保持原样。',
    voice: '语音留言',
    send: '发送这些文件',
    openAttach: '附件',
    files_other: '{{count}} 个文件，{{size}}',
    naming: '目前收到 {{known}} / {{count}} 个文件的说明',
    offered: '尚未接收：{{size}}。确认是您要的再接收。',
    take: '接收',
    pause: '暂停',
    resume: '继续',
    moving: '正在接收：{{moved}} / {{size}}',
    going: '正在发送：{{moved}} / {{size}}',
    stored: '已存放在本院节点，等待对方接收',
    paused: '已暂停：{{moved}} / {{size}}',
    whole: '已完整接收并核对',
    received: '对方已完整接收',
    refused: '已拒收：{{reason}}',
    gone: '已拒收',
    progress: '{{title}}的进度',
    card: {
      title: '账本上的病历',
      entry: '账本条目',
      by: '{{institution}}{{author}}于 {{date}} 签名',
      unknown: '您本地的账本副本中没有这份病历。',
      reference: '仅为引用：未给出内容。',
      open: '打开病历',
      close: '关闭',
    },
    give: {
      title: '给出病历',
      explain:
        '给出的是您签名的一份病历的临床部分：不含患者姓名，对方会用账本核对。要给出带患者姓名的完整病历，须通过病历交换，并需要患者的私钥条。',
      choose: '病历',
      none: '没有可以给出的已签名病历。',
      how: '给出什么',
      parts: '内容（不含姓名）',
      reference: '仅引用：谁签名、何时、在账本何处',
      images: '病历所附的影像可随之打开。',
      send: '给出',
      cancel: '取消',
    },
  },
};

export const givenErrors: SameKeys<typeof englishErrors> = {
  'dialogue-nothing-attached': '没有附件，请先选择文件。',
  'dialogue-files-full': '同行给您的文件已超过可保存的量，请先删除带文件的消息。',
  'dialogue-file-twice': '消息中的文件与另一条消息的文件重复。',
};
