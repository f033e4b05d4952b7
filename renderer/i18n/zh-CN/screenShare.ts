/** Chinese texts of showing a screen or window in a call, key by key those of en/screenShare.ts. */
import type { screenShare as english } from '../en/screenShare.ts';
import type { SameKeys } from '../sameKeys.ts';

export const screenShare: SameKeys<typeof english> = {
  screenShare: {
    start: '共享屏幕',
    stop: '停止共享',
    choose: '让对方看哪个屏幕或窗口？',
    care: '对方会看到其中的全部内容，包括其他患者的信息。共享单个窗口比共享整个屏幕露出的更少。',
    none: '系统没有提供可共享的屏幕或窗口。',
    screen: '屏幕 {{n}}',
    here: '{{name}}正在看您的屏幕。',
    there: '{{name}}正在共享屏幕。',
    refused: '系统不允许本程序显示该屏幕，请另选一个。',
    own: '您共享的画面',
  },
};
