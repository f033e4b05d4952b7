/** 共享案例与积分的中文文案。 */
import type { SameKeys } from '../sameKeys.ts';
import type { sharedCaseErrors as english } from '../en/sharedCases.ts';

export const sharedCaseErrors: SameKeys<typeof english> = {
  'case-draft-unknown': '该案例已不在准备中：已发布或已放弃。',
  'case-malformed': '该案例的内容不符合共享格式，请重新打开并再次共享。',
  'case-foreign': '该案例属于另一个医院联盟网络。',
  'case-exists': '该案例已共享过。',
  'case-signature': '案例上的签名与作者不符，请重新共享。',
  'case-order': '医院节点发送案例的顺序有误，请通知信息科。',
  'case-source-used': '该案例涉及的就诊已用于另一个案例的计分。',
  'case-batch-early': '本院下一批案例尚未到发布时间，届时将自动发布。',
  'case-document-malformed': '该案例无法读取：内容不符合共享案例的格式（{{field}}）。',
  'cases-full': '您共享的案例已达医院节点的存储上限，请先撤回部分案例。',
  'case-altered': '该案例与链上记录不符（{{check}}），请勿使用并通知信息科。',
  'case-consent': '患者的同意不涵盖该案例（{{check}}），请重新征得患者同意。',
  'case-too-large': '该案例过长，无法共享，请减少病历或文字。',
  'case-published': '该案例已上链，请改为撤回。',
  'case-identifies': '文字中仍含可识别身份的内容（{{type}}，见"{{field}}"），请删除后再共享。',
  'case-few': '据现有数据，符合该案例特征的只有{{k}}人，不能这样共享。',
  'case-ask': '据现有数据，符合这些特征的有{{k}}人。请确认无人可被识别后再共享。',
  'counts-small': '小于五或不是五的倍数的计数不予公布。',
  'counts-order': '医院节点发送计数的顺序有误，请通知信息科。',
  'period-unknown': '链上没有该积分周期。',
  'period-open': '该积分周期尚未结束。',
  'period-closed': '该积分周期已结束。',
  'reads-own': '医院阅读本院案例不计分。',
  'reads-order': '医院节点重复上报同一案例，请通知信息科。',
  'reads-empty': '医院节点已上报过本周期。',
  'claim-exists': '该周期的积分已入账。',
  'claim-nothing': '该周期没有可入账的积分。',
};
