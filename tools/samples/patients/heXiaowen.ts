import type { SampleHistory } from '../history.ts';

const XILING = '津门西岭医院';
const TONGAN = '津门同安医院';
const COMMUNITY = '滨河社区卫生服务中心';

export const heXiaowen: SampleHistory = {
  slug: 'he-xiaowen',
  language: 'zh',
  person: {
    family: '何',
    given: '晓雯',
    sex: 'female',
    birthDate: '1991-11-03',
    identifier: '120112199111034426',
    phone: '15022307788',
    address: '天津市津南区柳林新苑9号楼1402室',
  },
  allergies: { state: 'none-known', encounter: 0, text: '否认药物、食物过敏' },
  encounters: [
    {
      at: '2024-09-10T14:10:00+08:00',
      class: 'AMB',
      site: XILING,
      department: '内分泌科',
      doctor: '尹若兰',
      reason: '心悸、手抖2月',
      diagnoses: ['E05.0 毒性弥漫性甲状腺肿（Graves病）', 'E04.1 甲状腺结节'],
      vitals: { temperature: 37.1, pulse: 118, systolic: 132, diastolic: 64, weight: 46.5 },
      labs: [{ values: { tsh: 0.005, ft4: 58.2, ft3: 21.4, trab: 12.6, wbc: 5.4, neut: 3.1, alt: 38 } }],
      prescriptions: ['methimazole 15 qd 28', 'propranolol 10 tid 28 心率低于60次减量'],
      note: {
        title: '门诊病历 Outpatient note',
        text: `主诉：心悸、手抖2月，体重下降6 kg。
现病史：何晓雯，2月来心悸、怕热、多汗，双手细颤，食量增加而体重由52.5 kg降至46.5 kg。月经量减少。
过敏史：否认药物、食物过敏。
查体：P 118次/分，皮肤潮湿，甲状腺II度弥漫肿大，质软，可闻及血管杂音；双眼轻度突出。
诊断：Graves病。
处理：甲巯咪唑15 mg；普萘洛尔10 mg 每日三次。书面告知：服药期间发热、咽痛须当日查血常规并停药。`,
      },
      reports: [
        {
          kind: 'RAD',
          title: '甲状腺超声报告 Thyroid ultrasound',
          text: `检查所见：甲状腺弥漫性增大，血流呈“火海征”。右叶中部见8×6 mm囊实性结节，边界清。
诊断意见：1. 甲状腺弥漫性病变。2. 右叶结节，TI-RADS 3类。`,
          amended: {
            at: '2024-09-11T09:30:00+08:00',
            text: `检查所见：甲状腺弥漫性增大，血流呈“火海征”。左叶中部见8×6 mm囊实性结节，边界清。
诊断意见：1. 甲状腺弥漫性病变。2. 左叶结节，TI-RADS 3类。
更正说明：初次报告将左叶误写为右叶，核对存图后更正，已通知尹若兰医师。`,
          },
        },
      ],
    },
    {
      at: '2024-10-08T21:25:00+08:00',
      class: 'EMER',
      site: TONGAN,
      department: '急诊科',
      doctor: '邵一帆',
      reason: '发热、咽痛2天',
      diagnoses: ['D70 粒细胞缺乏症（甲巯咪唑所致）', 'J03.9 急性扁桃体炎', 'E05.0 Graves病'],
      vitals: { temperature: 39.4, pulse: 132, breaths: 24, systolic: 104, diastolic: 58, saturation: 97 },
      labs: [{ values: { wbc: 1.2, neut: 0.12, hb: 118, plt: 203, crp: 96 } }],
      prescriptions: ['piperacillinTazobactam 4.5 q8h 7', 'filgrastim 300 qd 5'],
      note: {
        title: '急诊病历 Emergency note',
        text: `主诉：发热、咽痛2天。
现病史：服甲巯咪唑第27天，2天前咽痛，体温39.4℃，寒战。自购“感冒药”无效，今晚见发药单上的提示后来院。
过敏史：否认药物过敏。
查体：急性病容，扁桃体II度肿大，表面白苔。
辅助检查：白细胞1.2×10⁹/L，中性粒细胞0.12×10⁹/L，21:58电话报危急值。
处理：停甲巯咪唑；血培养两套后予哌拉西林他唑巴坦4.5 g；单间保护性隔离；血液科会诊收住院。`,
      },
    },
    {
      at: '2024-10-08T23:40:00+08:00',
      until: '2024-10-19T10:30:00+08:00',
      class: 'IMP',
      site: TONGAN,
      department: '血液科',
      doctor: '申屠静',
      reason: '粒细胞缺乏伴发热',
      diagnoses: ['D70 粒细胞缺乏症', 'E05.0 Graves病'],
      labs: [
        { at: '2024-10-09T06:00:00+08:00', values: { wbc: 0.9, neut: 0.05, crp: 142 } },
        { at: '2024-10-13T06:00:00+08:00', values: { wbc: 2.6, neut: 0.9, crp: 38 } },
        { at: '2024-10-17T06:00:00+08:00', values: { wbc: 7.9, neut: 4.8, crp: 6, ft4: 46.1 } },
      ],
      prescriptions: ['propranolol 20 tid 14'],
      note: {
        title: '出院小结 Discharge summary',
        text: `入院情况：发热39.4℃，中性粒细胞0.12×10⁹/L。
诊疗经过：停用甲巯咪唑，抗感染7天，粒细胞刺激因子5天。骨髓象：粒系成熟障碍，红系、巨核系正常。血培养阴性。第5天体温正常，第9天中性粒细胞4.8×10⁹/L。
出院情况：无发热，心率96次/分。
出院医嘱：终身禁用甲巯咪唑、丙硫氧嘧啶；普萘洛尔控制心率；两周内西岭医院核医学科评估碘131治疗。
说明：粒细胞缺乏为药物不良反应，非免疫过敏，患者仍否认药物过敏史。`,
      },
    },
    {
      at: '2024-11-20T09:00:00+08:00',
      class: 'AMB',
      site: XILING,
      department: '核医学科',
      doctor: '贺廷',
      reason: '碘131治疗',
      diagnoses: ['E05.0 Graves病'],
      vitals: { pulse: 98, systolic: 124, diastolic: 66, weight: 48 },
      labs: [{ values: { tsh: 0.01, ft4: 49.0, ft3: 17.2, wbc: 5.8, neut: 3.4 } }],
      prescriptions: ['propranolol 10 tid 30'],
      note: {
        title: '治疗记录 Treatment record',
        text: `妊娠试验阴性。24小时摄碘率71%，甲状腺估重38 g。口服碘131 8 mCi。
告知：一周内与儿童、孕妇保持1米以上距离；6个月内避孕；可能发生永久性甲减，需终身替代治疗。患者签署知情同意。`,
      },
    },
    {
      at: '2025-02-25T10:20:00+08:00',
      class: 'AMB',
      site: XILING,
      department: '内分泌科',
      doctor: '尹若兰',
      reason: '怕冷、乏力1月',
      diagnoses: ['E89.0 碘131治疗后甲状腺功能减退'],
      vitals: { pulse: 58, systolic: 108, diastolic: 70, weight: 55 },
      labs: [{ values: { tsh: 38.6, ft4: 6.1, ft3: 2.4, chol: 6.4 } }],
      prescriptions: ['levothyroxine 75 qd 60 晨起空腹'],
      note: {
        title: '复诊病历 Progress note',
        text: `主诉：怕冷、嗜睡1月。
现病史：碘131治疗后3月，心悸消失，体重增加7 kg，颜面轻肿。
诊断：碘131治疗后甲减。
处理：停普萘洛尔；左甲状腺素75 μg晨起空腹，与铁剂、钙剂间隔4小时；6周复查。`,
      },
    },
    {
      at: '2025-06-10T08:30:00+08:00',
      class: 'AMB',
      site: COMMUNITY,
      department: '全科',
      doctor: '卢敏',
      reason: '甲减复查',
      diagnoses: ['E89.0 碘131治疗后甲状腺功能减退'],
      vitals: { pulse: 70, systolic: 112, diastolic: 72, weight: 52 },
      labs: [{ values: { tsh: 6.8, ft4: 13.1, hb: 116 } }],
      prescriptions: ['levothyroxine 100 qd 90 晨起空腹'],
      note: {
        title: '复诊病历 Progress note',
        text: `主诉：甲减复查。
现病史：规律服药，精神好转，偶忘服。
处理：左甲状腺素加至100 μg，三月复查。`,
      },
    },
    {
      at: '2026-03-03T13:50:00+08:00',
      class: 'AMB',
      site: XILING,
      department: '内分泌科',
      doctor: '尹若兰',
      reason: '备孕咨询',
      diagnoses: ['E89.0 碘131治疗后甲状腺功能减退', 'D50.9 缺铁性贫血', 'Z31.6 备孕咨询'],
      vitals: { pulse: 72, systolic: 110, diastolic: 70, weight: 52.5 },
      labs: [{ values: { tsh: 2.1, ft4: 16.8, trab: 3.2, hb: 108, ferritin: 7, mcv: 77 } }],
      prescriptions: [
        'folicAcid 0.4 qd 90',
        'ferrousSulfate 300 bid 60 与左甲状腺素间隔4小时',
        'levothyroxine 100 qd 90',
      ],
      note: {
        title: '门诊病历 Outpatient note',
        text: `主诉：拟妊娠，咨询。
现病史：碘131治疗后15月，月经规律，经量偏多。
辅助检查：TSH 2.1 mIU/L，TRAb 3.2 IU/L（仍高于参考范围，孕期可通过胎盘）。血红蛋白108 g/L，铁蛋白7 ng/mL。
处理：叶酸；补铁；确认妊娠后即将左甲状腺素增量约30%并4周内复查；孕20周前复查TRAb，必要时监测胎儿甲状腺。`,
      },
    },
  ],
};
