import type { SampleHistory } from '../history.ts';

const COMMUNITY = '滨河社区卫生服务中心';
const TONGAN = '津门同安医院';
const XILING = '津门西岭医院';

export const linGuodong: SampleHistory = {
  slug: 'lin-guodong',
  language: 'zh',
  person: {
    family: '林',
    given: '国栋',
    sex: 'male',
    birthDate: '1961-07-22',
    identifier: '120104196107223319',
    phone: '13902185566',
    address: '天津市南开区云水道17号院3门201室',
  },
  allergies: {
    state: 'known',
    entries: [
      {
        encounter: 0,
        substance: '头孢曲松',
        reaction: '2019年静滴后全身风团、胸闷气促',
        severity: 'severe',
        kind: 'allergy',
      },
      { encounter: 4, substance: '依那普利', reaction: '刺激性干咳', severity: 'mild', kind: 'intolerance' },
    ],
  },
  encounters: [
    {
      at: '2024-03-12T08:40:00+08:00',
      class: 'AMB',
      site: COMMUNITY,
      department: '全科',
      doctor: '卢敏',
      reason: '头晕1周',
      diagnoses: ['I10 高血压病2级', 'E78.5 高脂血症', 'Z72.0 吸烟'],
      vitals: { temperature: 36.4, pulse: 82, systolic: 164, diastolic: 98, weight: 81 },
      labs: [{ values: { k: 4.1, cr: 88, glu: 6.0, chol: 6.2, ldl: 4.1, tg: 2.3 } }],
      prescriptions: ['amlodipine 5 qd 30 晨服'],
      note: {
        title: '门诊病历 Outpatient note',
        text: `主诉：头晕1周。
现病史：林国栋，1周来晨起头晕，家测血压最高170/100 mmHg，无头痛、胸痛，无肢体无力。未服药。
既往史：吸烟40年，每日20支。2019年因肺炎静滴头孢曲松，出现全身风团、胸闷，停药并抢救后缓解。
家族史：父亲62岁死于心肌梗死。
查体：BP 164/98 mmHg，心率82次/分，律齐，未闻及杂音。
诊断：1. 高血压病2级（很高危） 2. 高脂血症
处理：氨氯地平 5 mg 每日一次；建议加用他汀，患者表示先控制饮食，拒服；戒烟；一月后复查血脂。`,
      },
    },
    {
      at: '2025-01-18T04:40:00+08:00',
      class: 'EMER',
      site: TONGAN,
      department: '急诊科',
      doctor: '邵一帆',
      reason: '胸痛2小时',
      diagnoses: ['I21.1 急性下壁ST段抬高型心肌梗死', 'I10 高血压病2级'],
      vitals: { temperature: 36.2, pulse: 54, breaths: 20, systolic: 102, diastolic: 64, saturation: 96 },
      labs: [{ values: { tni: 12850, wbc: 12.6, hb: 146, plt: 228, k: 3.4, cr: 104, glu: 9.2 } }],
      prescriptions: ['aspirin 300 st 1 嚼服', 'ticagrelor 180 st 1'],
      note: {
        title: '急诊病历 Emergency note',
        text: `主诉：持续性胸痛2小时。
现病史：凌晨2时40分睡眠中突发胸骨后压榨样疼痛，向左肩放射，伴大汗、恶心，含硝酸甘油未缓解，由120送入。
过敏史：头孢曲松（全身风团、胸闷气促）。
查体：面色苍白，BP 102/64 mmHg，心率54次/分，双肺未闻及湿啰音。
辅助检查：04:46心电图 II、III、aVF 导联ST段抬高0.3 mV，V4R抬高0.1 mV。高敏肌钙蛋白I 12850 ng/L，检验科电话报危急值，04:58复读。
诊断：急性下壁、右室心肌梗死。
处理：双联抗血小板负荷，禁用硝酸酯，补液，04:55启动导管室，家属签字。`,
      },
    },
    {
      at: '2025-01-18T05:30:00+08:00',
      until: '2025-01-25T10:00:00+08:00',
      class: 'IMP',
      site: TONGAN,
      department: '心内科',
      doctor: '韩培',
      reason: '急性心肌梗死，急诊介入治疗',
      diagnoses: ['I21.1 急性下壁心肌梗死 Killip I级', 'I10 高血压病2级', 'E78.5 高脂血症'],
      vitals: { pulse: 68, systolic: 118, diastolic: 72, saturation: 98 },
      labs: [
        { at: '2025-01-18T12:00:00+08:00', values: { tni: 30400, ntprobnp: 1860, k: 4.3, cr: 112 } },
        { at: '2025-01-24T06:30:00+08:00', values: { tni: 412, ntprobnp: 1240, ldl: 3.9, k: 4.2, cr: 106 } },
      ],
      prescriptions: [
        'aspirin 100 qd 30',
        'ticagrelor 90 bid 30',
        'atorvastatin 40 qn 30',
        'metoprolol 12.5 bid 30 心率低于55次停用',
      ],
      note: {
        title: '出院小结 Discharge summary',
        text: `入院情况：胸痛2小时入院，心电图示下壁、右室导联ST段抬高。
诊疗经过：05:52造影示右冠近段100%闭塞，前降支中段40%狭窄；于右冠植入药物支架1枚，血流TIMI 3级，门-球时间72分钟。术后心电监护无恶性心律失常。超声心动图示下壁运动减弱，LVEF 46%。
出院情况：无胸痛，穿刺点愈合好，BP 118/72 mmHg。
出院医嘱：双联抗血小板12个月，不得自行停药；他汀、美托洛尔；戒烟；一月复查血脂、肝功。胸部CT结节6个月复查。`,
      },
      reports: [
        {
          kind: 'RAD',
          title: '胸部CT平扫报告 Chest CT report',
          text: `检查所见：双肺下叶背侧少许坠积性改变，双侧胸腔无积液。冠状动脉可见支架影。
诊断意见：双肺下叶坠积性改变。`,
          amended: {
            at: '2025-01-20T16:20:00+08:00',
            text: `检查所见：双肺下叶背侧少许坠积性改变，双侧胸腔无积液。右肺上叶后段胸膜下见6 mm实性结节，边界清。冠状动脉可见支架影。
诊断意见：1. 双肺下叶坠积性改变。2. 右肺上叶6 mm实性结节，建议6个月后复查。
更正说明：初次报告漏报右肺上叶结节，科内双审时发现，已电话告知韩培医师。`,
          },
        },
      ],
    },
    {
      at: '2025-03-02T09:15:00+08:00',
      class: 'AMB',
      site: COMMUNITY,
      department: '全科',
      doctor: '卢敏',
      reason: '支架术后6周复查',
      diagnoses: ['I25.2 陈旧性心肌梗死', 'I10 高血压病2级', 'E78.5 高脂血症'],
      vitals: { pulse: 64, systolic: 126, diastolic: 76, weight: 77.5 },
      labs: [{ values: { ldl: 1.9, alt: 62, k: 4.6, cr: 108, egfr: 64 } }],
      prescriptions: ['aspirin 100 qd 90', 'ticagrelor 90 bid 90', 'atorvastatin 20 qn 90 肝酶升高，减量'],
      note: {
        title: '复诊病历 Progress note',
        text: `主诉：支架术后6周，活动后偶有气短。
现病史：术后已戒烟，无胸痛。爬三层楼需停歇一次。夜间可平卧。
辅助检查：LDL-C 1.9 mmol/L，ALT 62 U/L（较前升高，未超过3倍上限）。
处理：阿托伐他汀减为20 mg，一月复查ALT；建议西岭医院心衰门诊评估。`,
      },
    },
    {
      at: '2025-07-20T10:05:00+08:00',
      class: 'AMB',
      site: XILING,
      department: '心衰门诊',
      doctor: '吴思源',
      reason: '活动后气短3月',
      diagnoses: ['I50.9 慢性心力衰竭 NYHA II级', 'I25.2 陈旧性心肌梗死'],
      vitals: { pulse: 72, systolic: 122, diastolic: 78, saturation: 97, weight: 79 },
      labs: [{ values: { ntprobnp: 980, k: 5.1, cr: 121, egfr: 56 } }],
      prescriptions: [
        'sacubitrilValsartan 50 bid 30',
        'spironolactone 20 qd 30',
        'dapagliflozin 10 qd 30',
        'metoprolol 25 bid 30',
      ],
      note: {
        title: '门诊病历 Outpatient note',
        text: `主诉：活动后气短3月。
现病史：2025年1月下壁心梗、右冠支架术后。近3月快走即气短，双踝傍晚轻肿。曾服依那普利2周，干咳明显自行停药。
辅助检查：超声心动图 LVEF 42%，左房轻大。NT-proBNP 980 pg/mL，血钾5.1 mmol/L。
诊断：射血分数轻度降低的心力衰竭。
处理：沙库巴曲缬沙坦小剂量起始，螺内酯20 mg，达格列净10 mg；两周内务必复查血钾、肌酐。`,
      },
    },
    {
      at: '2025-11-06T11:30:00+08:00',
      class: 'AMB',
      site: XILING,
      department: '心衰门诊',
      doctor: '吴思源',
      reason: '乏力、血钾升高',
      diagnoses: ['E87.5 高钾血症', 'I50.9 慢性心力衰竭', 'N18.3 慢性肾脏病3期'],
      vitals: { pulse: 58, systolic: 112, diastolic: 70, weight: 77 },
      labs: [{ values: { k: 6.4, cr: 146, egfr: 44, ntprobnp: 640 } }],
      prescriptions: ['furosemide 20 qd 7', 'sacubitrilValsartan 50 bid 30'],
      note: {
        title: '复诊病历 Progress note',
        text: `主诉：乏力1周。
现病史：因老家有事未按期复查。近1月喝“低钠盐”。
辅助检查：血钾6.4 mmol/L，检验科11:22电话报危急值；心电图T波略高尖，QRS不宽。肌酐146 μmol/L。
处理：立即停螺内酯，停低钠盐（含氯化钾）；急诊降钾处理后16:00复测5.6 mmol/L；48小时复查。已向患者及其女儿说明低钠盐的风险。`,
      },
    },
    {
      at: '2026-05-14T08:55:00+08:00',
      class: 'AMB',
      site: COMMUNITY,
      department: '全科',
      doctor: '卢敏',
      reason: '冠心病、心衰随访',
      diagnoses: ['I50.9 慢性心力衰竭 NYHA I级', 'I25.2 陈旧性心肌梗死', 'R91 肺结节（稳定）'],
      vitals: { pulse: 66, systolic: 124, diastolic: 74, weight: 75 },
      labs: [{ values: { k: 4.7, cr: 118, egfr: 58, ldl: 1.5, ntprobnp: 310, alt: 34 } }],
      prescriptions: ['aspirin 100 qd 90', 'rosuvastatin 10 qn 90', 'dapagliflozin 10 qd 90'],
      note: {
        title: '复诊病历 Progress note',
        text: `主诉：随访。
现病史：每日步行6000步无不适，体重稳定。替格瑞洛已满12个月，2026年1月由同安医院停用，单用阿司匹林。
辅助检查：血钾4.7 mmol/L，LDL-C 1.5 mmol/L，NT-proBNP 310 pg/mL。2026-04同安医院CT：右上叶结节6 mm，15个月无变化。
处理：维持原方案；结节12个月再查；3个月后复诊。`,
      },
    },
  ],
};
