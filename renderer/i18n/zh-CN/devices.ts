import type { devices as english } from '../en/devices.ts';
import type { SameKeys } from '../sameKeys.ts';

export const devices: SameKeys<typeof english> = {
  devices: {
    camera: '摄像头',
    microphone: '麦克风',
    speaker: '扬声器',
    system: '系统默认设备',
    unnamed: '设备{{number}}',
    quiet: '抑制噪声',
    trouble: {
      camera: {
        denied: '系统不允许本程序使用摄像头。请在系统隐私设置中允许后重新检测。',
        missing: '未找到摄像头。请接入摄像头，或选择其他摄像头。',
        busy: '摄像头正被其他程序占用。请关闭该程序后重新检测。',
        unplugged: '摄像头已拔出或关闭。请重新接入，或选择其他摄像头。',
      },
      microphone: {
        denied: '系统不允许本程序使用麦克风。请在系统隐私设置中允许后重新检测。',
        missing: '未找到麦克风。请接入麦克风，或选择其他麦克风。',
        busy: '麦克风正被其他程序占用。请关闭该程序后重新检测。',
        unplugged: '麦克风已拔出或关闭。请重新接入，或选择其他麦克风。',
      },
    },
  },
  check: {
    open: '检测设备与网络',
    title: '摄像头、声音与网络',
    again: '重新检测',
    preview: '您的摄像头画面',
    cameraWell: '摄像头工作正常。',
    level: '麦克风音量',
    speak: '请说句话，音量条应随之变化。',
    microphoneWell: '麦克风能听到您的声音。',
    tone: '播放提示音',
    toneHint: '如果没有听到，请调高音量或选择其他扬声器。',
    toneFailed: '无法播放提示音，请选择其他扬声器。',
    hopeless: '没有麦克风无法会诊，其他设备均可缺少。',
    way: {
      title: '网络连接',
      looking: '正在检测本院的中继服务器',
      none: '本院没有中继服务器。可以连接同一网络内的同行，其他同行可能无法连接。',
      unreachable:
        '无法连接本院的中继服务器。可以连接同一网络内的同行；如需连接其他同行，请联系网络管理人员。',
      well: '网络状况良好。',
      narrow: '带宽较低，画面会较小。会诊时请开启省流模式。',
      'sound-only': '带宽很低，请仅使用语音。',
      numbers: '{{rate}} 兆比特每秒，往返 {{delay}} 毫秒。',
    },
  },
};
