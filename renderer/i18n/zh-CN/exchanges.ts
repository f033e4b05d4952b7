/** Chinese texts of exchanges of records between doctors. */
import type { exchangeErrors as english } from '../en/exchanges.ts';
import type { SameKeys } from '../sameKeys.ts';

export const exchangeErrors: SameKeys<typeof english> = {
  'exchange-unknown': '账本中没有此次病历交换。',
  'exchange-over': '此次交换已结束：期限已过，或参与者之一已终止。',
  'exchange-answered': '此次交换已被接受。',
  'exchange-other-doctor': '此次交换属于其他医生。',
  'exchange-altered': '病历清单与所签署的不一致，请勿接受，并与对方医生核实。',
  'exchange-one-way': '此次交换未约定对方回传病历。',
  'exchange-too-many': '本次就诊提出的交换过多，请在下次就诊时再提出。',
};
