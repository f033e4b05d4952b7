/** Chinese texts of what is around the faces in a call, key by key those of en/inCall.ts. */
import type { inCall as english } from '../en/inCall.ts';
import type { SameKeys } from '../sameKeys.ts';

export const inCall: SameKeys<typeof english> = {
  quality: {
    level: { good: '通话质量：良好', fair: '通话质量：一般', poor: '通话质量：较差' },
    advice: {
      good: '声音和画面正常。',
      fair: '部分声音或画面延迟或丢失。如继续变差，请开启省流模式。',
      poor: '大量声音或画面延迟或丢失。请开启省流模式，或关闭摄像头。',
    },
    figures: '通话统计',
    what: '项目',
    way: {
      received: { audio: '接收的声音', video: '接收的画面' },
      sent: { audio: '发送的声音', video: '发送的画面' },
    },
    bitrate: '千比特/秒',
    loss: '丢包',
    picture: '画面',
    codec: '编码',
    pictureIs: '{{width}} × {{height}}，每秒 {{frames}} 帧',
    roundTrip: '往返 {{ms}} 毫秒。',
    relayed: '经由医院的中继服务器传输。',
    direct: '两台计算机直接相连。',
    suites: '连接加密算法',
    layer: '第二层加密算法',
    frames:
      '已加密 {{sealed}} 帧，已解密 {{opened}} 帧；密钥未到 {{early}} 帧，重复 {{repeated}} 帧，拒收 {{refused}} 帧。',
    framesHelp: '重复的帧是网络重复送达的，拒收的帧从未显示。',
  },
  inCall: {
    devices: '设备',
    above: '画中画',
    notAbove: '关闭画中画',
    mutedTalk: '您已静音，对方听不到您。按住空格键可临时发言。',
    swapped: {
      audio: '原麦克风已断开，现在使用：{{name}}。',
      video: '原摄像头已断开，现在使用：{{name}}。',
    },
  },
  narrow: {
    start: '开启省流模式',
    stop: '关闭省流模式',
    on: '双方均已省流：优先保证声音，画面较小。',
  },
};
