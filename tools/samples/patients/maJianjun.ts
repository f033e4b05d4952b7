import type { SampleHistory } from '../history.ts';

const YUNSHAN = '云山县人民医院';
const TONGAN = '津门同安医院';

export const maJianjun: SampleHistory = {
  slug: 'ma-jianjun',
  language: 'zh',
  person: {
    family: '马',
    given: '建军',
    sex: 'male',
    birthDate: '1978-02-14',
    identifier: '130822197802145537',
    phone: '18631402211',
    address: '河北省承德市云山县石门镇下河村41号',
  },
  allergies: { state: 'not-recorded' },
  encounters: [
    {
      at: '2023-11-08T10:15:00+08:00',
      class: 'AMB',
      site: YUNSHAN,
      department: '消化内科',
      doctor: '温立新',
      reason: '乏力、腹胀1月',
      diagnoses: ['B18.1 慢性乙型病毒性肝炎', 'K74.6 肝硬化代偿期'],
      vitals: { temperature: 36.7, pulse: 84, systolic: 118, diastolic: 74, weight: 70 },
      labs: [
        { values: { alt: 186, ast: 142, tbil: 41, alb: 33, plt: 78, hbvdna: 2400000, afp: 18, hb: 128 } },
      ],
      prescriptions: ['entecavir 0.5 qd 90 空腹', 'spironolactone 40 qd 30', 'furosemide 20 qd 30'],
      note: {
        title: '门诊病历 Outpatient note',
        text: `主诉：乏力、腹胀1月。
现病史：马建军，查出乙肝“大三阳”20余年，未治疗。1月来乏力、食欲差、腹胀。饮白酒15年，每日约150 g。
查体：肝病面容，肝掌，脾肋下3 cm，移动性浊音可疑阳性。
辅助检查：HBV DNA 2.4×10⁶ IU/mL，ALT 186 U/L。超声：肝回声粗，脾大，少量腹水。
处理：恩替卡韦长期口服，戒酒；半年一次超声和甲胎蛋白；胃镜查静脉曲张（患者称春耕后再做）。`,
      },
    },
    {
      at: '2024-05-16T09:40:00+08:00',
      class: 'AMB',
      site: YUNSHAN,
      department: '消化内科',
      doctor: '温立新',
      reason: '乙肝复查',
      diagnoses: ['B18.1 慢性乙型病毒性肝炎', 'K74.6 肝硬化代偿期'],
      vitals: { pulse: 80, systolic: 116, diastolic: 72, weight: 71 },
      labs: [{ values: { alt: 48, ast: 41, alb: 35, plt: 82, hbvdna: 860, afp: 9 } }],
      prescriptions: ['entecavir 0.5 qd 90 空腹'],
      note: {
        title: '复诊病历 Progress note',
        text: `主诉：复查。
现病史：戒酒4月，乏力好转。仍未做胃镜。
处理：继续恩替卡韦，不可中断；再次建议胃镜。`,
      },
    },
    {
      at: '2025-08-03T22:15:00+08:00',
      class: 'EMER',
      site: YUNSHAN,
      department: '急诊科',
      doctor: '郝东',
      reason: '呕血1小时',
      diagnoses: ['I85.0 食管静脉曲张破裂出血', 'R57.1 失血性休克', 'K74.6 肝硬化'],
      vitals: { pulse: 136, breaths: 26, systolic: 78, diastolic: 46, saturation: 93 },
      labs: [{ values: { hb: 48, plt: 64, inr: 1.9, k: 3.1, urea: 14.8, alb: 27, lactate: 6.2 } }],
      prescriptions: ['octreotide 0.1 st 1 静脉缓推后持续泵入', 'esomeprazole 80 st 1 静脉给药'],
      note: {
        title: '急诊病历 Emergency note',
        text: `主诉：呕鲜血约1000 ml，1小时。
现病史：停服恩替卡韦半年（外出务工）。晚饭后突然呕血两次，伴心慌、冷汗，排柏油样便。
查体：神清，烦躁，BP 78/46 mmHg，P 136次/分，四肢湿冷。
辅助检查：血红蛋白48 g/L，22:41电话报危急值。
处理：双通路补液，红细胞4 U，奥曲肽、艾司奥美拉唑；本院夜间无内镜，联系津门同安医院，23:50由救护车转院，随车带交叉配血单和本记录。家属情绪激动，未问及其他病史。`,
      },
    },
    {
      at: '2025-08-04T03:10:00+08:00',
      until: '2025-08-12T09:00:00+08:00',
      class: 'IMP',
      site: TONGAN,
      department: '消化科',
      doctor: '章润',
      reason: '食管静脉曲张破裂出血，转院',
      diagnoses: [
        'I85.0 食管静脉曲张破裂出血',
        'K74.6 肝硬化失代偿期 Child-Pugh B级',
        'K72.9 肝性脑病（轻微）？',
      ],
      vitals: { pulse: 112, systolic: 96, diastolic: 58, saturation: 97 },
      labs: [
        { at: '2025-08-04T03:30:00+08:00', values: { hb: 56, plt: 58, inr: 1.8, k: 3.3, alt: 96, alb: 26 } },
        { at: '2025-08-06T06:30:00+08:00', values: { hb: 71, urea: 7.4, k: 3.8 } },
        { at: '2025-08-11T06:30:00+08:00', values: { hb: 83, plt: 74, hbvdna: 158000, afp: 214, alb: 30 } },
      ],
      prescriptions: [
        'propranolol 10 bid 30 静息心率55至60次为宜',
        'lactulose 15 tid 30 每日软便2至3次',
        'esomeprazole 40 bid 14',
        'tenofovir 300 qd 90',
      ],
      note: {
        title: '出院小结 Discharge summary',
        text: `入院情况：呕血转院，血红蛋白56 g/L。
诊疗经过：04:20急诊胃镜：食管下段4条曲张静脉，红色征，见喷射性出血，套扎7环后止血。预防性抗感染因输注室无头孢曲松皮试记录，改用左氧氟沙星。输红细胞共8 U。停药后病毒反弹，改替诺福韦。
出院情况：无出血，可进半流食。
出院医嘱：普萘洛尔、乳果糖；四周后复查胃镜；肝结节尽快肝胆外科就诊。`,
      },
      reports: [
        {
          kind: 'RAD',
          title: '上腹部增强CT报告 Abdominal CT report',
          text: `检查所见：肝表面结节状，脾大。S6段见18 mm结节，平扫稍低密度。少量腹水，食管胃底静脉曲张。
诊断意见：肝硬化、门脉高压；S6段结节，考虑再生结节。`,
          amended: {
            at: '2025-08-10T15:05:00+08:00',
            text: `检查所见：肝表面结节状，脾大。S6段见18 mm结节，动脉期明显强化，门脉期廓清，延迟期见包膜。少量腹水，食管胃底静脉曲张。
诊断意见：肝硬化、门脉高压；S6段结节，LI-RADS 5类，符合肝细胞癌。
更正说明：多学科讨论复阅动脉期图像后更正初次意见，已通知章润医师并记入病程。`,
          },
        },
      ],
    },
    {
      at: '2025-09-15T08:50:00+08:00',
      class: 'AMB',
      site: TONGAN,
      department: '肝胆外科',
      doctor: '裴文川',
      reason: '肝占位，评估手术',
      diagnoses: [
        'C22.0 肝细胞癌（S6，18 mm，BCLC 0期）',
        'K74.6 肝硬化 Child-Pugh A级',
        'B18.1 慢性乙型病毒性肝炎',
      ],
      vitals: { pulse: 62, systolic: 108, diastolic: 66, weight: 66 },
      labs: [{ values: { afp: 236, alt: 44, tbil: 26, alb: 36, plt: 80, inr: 1.2, hb: 102 } }],
      prescriptions: ['tenofovir 300 qd 90', 'propranolol 10 bid 90'],
      note: {
        title: '门诊病历 Outpatient note',
        text: `主诉：体检发现肝占位1月。
现病史：静脉曲张套扎术后6周，无再出血。增强CT及MRI均符合肝细胞癌，单发18 mm，无血管侵犯。
处理：与患者及其妻谈话，讨论切除与射频消融；血小板80、门脉高压，倾向射频消融；择期入院。`,
      },
    },
    {
      at: '2026-02-20T10:30:00+08:00',
      class: 'AMB',
      site: TONGAN,
      department: '肝胆外科',
      doctor: '裴文川',
      reason: '射频消融术后4月复查',
      diagnoses: ['C22.0 肝细胞癌射频消融术后', 'K74.6 肝硬化代偿期'],
      vitals: { pulse: 64, systolic: 112, diastolic: 70, weight: 69 },
      labs: [{ values: { afp: 12, alt: 31, alb: 39, plt: 86, hb: 118, hbvdna: 20 } }],
      prescriptions: ['tenofovir 300 qd 90', 'propranolol 10 bid 90'],
      note: {
        title: '复诊病历 Progress note',
        text: `主诉：复查。
现病史：2025年10月射频消融，术后恢复好，已戒酒。
辅助检查：MRI消融灶无强化；甲胎蛋白由236降至12 ng/mL；HBV DNA低于检测下限。
处理：三月一次MRI和甲胎蛋白；其余可在云山县人民医院随访。`,
      },
    },
  ],
};
