/** Chinese texts of how long messages between doctors are kept. */
import type { retention as english } from '../en/retention.ts';
import type { SameKeys } from '../sameKeys.ts';

export const retention: SameKeys<typeof english> = {
  retention: {
    label: '双方的消息',
    kept: '保留',
    after_other: '{{count}} 天后删除',
    asked: '您已提议：{{term}}，等待对方答复。',
    asks: '{{name}}提议双方的消息{{term}}。如果同意，更早的消息将立即删除。',
    asksKept: '{{name}}提议双方的消息{{term}}。',
    agree: '同意',
    decline: '不同意',
    gone_other: '按约定已删除 {{date}} 以前的 {{count}} 条消息。',
  },
};
