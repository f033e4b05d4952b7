/** Chinese texts of what surrounds the screens, key by key those of en/desk.ts. */
import type { desk as english } from '../en/desk.ts';
import type { SameKeys } from '../sameKeys.ts';

export const desk: SameKeys<typeof english> = {
  palette: {
    title: '命令',
    placeholder: '前往或执行…',
    nothing: '没有匹配的命令。',
    go: '前往：{{place}}',
    visit: '就诊：{{patient}}',
    visitHint: '{{time}} 开始',
  },
  shortcuts: {
    title: '键盘快捷键',
    palette: '查找位置或命令',
    help: '显示此列表',
    lock: '锁定，或由他人登录',
    part: '就诊各部分',
    search: '在病史中搜索',
    save: '保存病历草稿',
    sign: '核对并签名病历',
    end: '结束就诊：到最后一页，再按一次即结束',
    step: '病史中较新、较早的一份',
    callMute: '通话中：静音或取消静音',
    callCamera: '通话中：关闭或打开摄像头',
    callEnd: '通话中：挂断',
    callTalk: '通话中静音时：按住即可发言',
    close: '关闭最上层，不丢失内容',
  },
  settings: {
    title: '本机设置',
    contrast: '高对比度',
    lockAfter: '无操作自动锁定',
    relayOnly: '不让同行得知本机地址',
    relayOnlyHint: '直接连接将只经医院的中继转发，速度较慢；没有中继时，一切经信箱传递。',
    lockHint: '锁定前半分钟会提醒，草稿自动保存。',
    minutes_other: '{{count}} 分钟',
  },
  autoLock: {
    title: '您还在吗？',
    soon: '本机已有一段时间无人操作，将在{{time}}后锁定。',
    stay: '继续工作',
    locked: '因长时间无人操作已锁定。输入口令即可回到原处。',
  },
};
