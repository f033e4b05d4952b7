/** Chinese texts of recording in a call. */
import type { recordingCall as english } from '../en/recordingCall.ts';
import type { SameKeys } from '../sameKeys.ts';

export const recordingCall: SameKeys<typeof english> = {
  recordingCall: {
    ask: '录制…',
    explain:
      '将征求{{doctor}}的意见，并由双方签名。录制内容在本机边录边加密，任何一方都可随时停止。请在开头口头说明正在录制。对方仍可能拍摄自己的屏幕，无法阻止。',
    scope: '录制内容',
    hasPatient: '谈到可被识别的患者',
    noVisit:
      '此处没有进行中的就诊。须由患者用当前就诊的小票表示同意；患者不在场时，请勿谈及可识别其身份的内容。',
    commit: '签名并征求同意',
    asked: '{{doctor}}请求录制本次通话：{{scope}}。',
    question: '是否同意录制本次通话？',
    agree: '签名同意',
    decline: '不同意',
    takeBack: '撤回请求',
    stop: '停止录制',
    onHere: '正在录制',
    onThere: '{{doctor}}正在录制',
    over: {
      declined: '录制未获同意。',
      stopped: '录制已结束。',
      'call-ended': '录制已随通话结束。',
    },
  },
};
