/** Templates that ship with the program, for what is seen most; written for this project. */
import type { Phrase } from './phrases.ts';
import type { NoteTemplate } from './templates.ts';

export const NOTE_TEMPLATES: readonly NoteTemplate[] = [
  {
    id: 'upper-respiratory',
    title: { zh: '上呼吸道感染', en: 'Upper respiratory infection' },
    fields: {
      zh: {
        chiefComplaint: '发热、咽痛___天',
        presentIllness: '___天前受凉后出现咽痛、流涕，最高体温___℃，无气促、胸痛，无皮疹。',
        physicalExamination: 'T ___℃，咽充血，扁桃体无肿大，双肺呼吸音清，未闻及啰音。',
        diagnosis: '急性上呼吸道感染',
        plan: '多饮水，休息；体温≥38.5℃时对乙酰氨基酚 500 mg；3天无好转或气促随时复诊。',
      },
      en: {
        chiefComplaint: 'Sore throat and fever for ___ days',
        presentIllness:
          'Sore throat and runny nose for ___ days, temperature up to ___ °C. No breathlessness, chest pain or rash.',
        physicalExamination: 'T ___ °C. Throat red, tonsils not enlarged, chest clear.',
        diagnosis: 'Acute upper respiratory infection',
        plan: 'Fluids, rest; paracetamol 500 mg for fever. Back if no better in 3 days, at once if breathless.',
      },
    },
  },
  {
    id: 'hypertension-review',
    title: { zh: '高血压复诊', en: 'Hypertension review' },
    fields: {
      zh: {
        chiefComplaint: '高血压___年，复诊',
        presentIllness: '规律服药，家庭自测血压___/___ mmHg，无头晕、胸闷、下肢水肿。',
        physicalExamination: 'BP ___/___ mmHg，心率___次/分，律齐，双下肢无水肿。',
        diagnosis: '原发性高血压',
        plan: '继续原方案；低盐饮食（每日<5 g）；每日早晚自测血压并记录；___周后复诊，查肾功能、血钾。',
      },
      en: {
        chiefComplaint: 'Hypertension review',
        presentIllness:
          'Takes the tablets, home readings ___/___ mmHg. No dizziness, chest pain or swelling.',
        physicalExamination: 'BP ___/___ mmHg, pulse ___ regular, no oedema.',
        diagnosis: 'Essential hypertension',
        plan: 'Continue. Less salt. Home readings morning and evening. Review in ___ weeks with creatinine and potassium.',
      },
    },
  },
  {
    id: 'diabetes-review',
    title: { zh: '2型糖尿病复诊', en: 'Type 2 diabetes review' },
    fields: {
      zh: {
        chiefComplaint: '2型糖尿病___年，复诊',
        presentIllness: '空腹血糖___ mmol/L，餐后___ mmol/L，无低血糖，无视物模糊、手足麻木。',
        physicalExamination: 'BP ___/___ mmHg，体重___ kg，足背动脉搏动可，足部皮肤完整，10 g尼龙丝觉正常。',
        auxiliaryExamination: '糖化血红蛋白___ %，尿白蛋白/肌酐___ mg/g。',
        diagnosis: '2型糖尿病',
        plan: '___；每年眼底照相；3个月后复查糖化血红蛋白。',
      },
      en: {
        chiefComplaint: 'Type 2 diabetes review',
        presentIllness:
          'Fasting glucose ___, after meals ___ mmol/L. No hypoglycaemia, no visual or foot symptoms.',
        physicalExamination:
          'BP ___/___ mmHg, weight ___ kg. Feet: pulses present, skin intact, monofilament felt.',
        auxiliaryExamination: 'HbA1c ___ %, albumin/creatinine ___ mg/g.',
        diagnosis: 'Type 2 diabetes mellitus',
        plan: '___. Retinal photographs yearly. HbA1c in three months.',
      },
    },
  },
  {
    id: 'gastroenteritis',
    title: { zh: '急性胃肠炎', en: 'Acute gastroenteritis' },
    fields: {
      zh: {
        chiefComplaint: '腹泻、呕吐___天',
        presentIllness: '进食___后腹泻稀水样便每日___次，呕吐___次，无脓血便，尿量___。同餐者___。',
        physicalExamination: 'T ___℃，BP ___/___ mmHg，皮肤弹性可，腹软，脐周轻压痛，无反跳痛，肠鸣音活跃。',
        diagnosis: '急性胃肠炎',
        plan: '口服补液盐，清淡饮食，蒙脱石散 3 g 每日三次；血便、少尿、持续高热立即就诊。',
      },
      en: {
        chiefComplaint: 'Diarrhoea and vomiting for ___ days',
        presentIllness:
          'After eating ___: watery stools ___ times a day, vomited ___ times, no blood. Urine ___. Others who ate it: ___.',
        physicalExamination: 'T ___ °C, BP ___/___ mmHg, not dehydrated, abdomen soft, no guarding.',
        diagnosis: 'Gastroenteritis and colitis',
        plan: 'Oral rehydration. Back at once with blood in the stool, little urine or lasting fever.',
      },
    },
  },
  {
    id: 'chest-pain',
    title: { zh: '胸痛待查', en: 'Chest pain' },
    fields: {
      zh: {
        chiefComplaint: '胸痛___小时',
        presentIllness:
          '___时出现___部位___样疼痛，持续___分钟，放射至___，与活动___，伴___，含硝酸甘油___。',
        physicalExamination:
          'BP 左___/___ 右___/___ mmHg，心率___次/分，颈静脉无怒张，双肺___，双下肢无肿胀。',
        auxiliaryExamination: '心电图（就诊后___分钟）：___。高敏肌钙蛋白0 h ___，1 h ___ ng/L。',
        diagnosis: '胸痛？',
        plan: '___；已排除：主动脉夹层___，肺栓塞___，气胸___。',
      },
      en: {
        chiefComplaint: 'Chest pain for ___ hours',
        presentIllness:
          'Pain at ___, ___ in character, for ___ minutes, radiating to ___, on exertion ___, with ___; nitrate ___.',
        physicalExamination:
          'BP left ___/___ right ___/___ mmHg, pulse ___, neck veins flat, chest ___, calves normal.',
        auxiliaryExamination: 'ECG (___ minutes after arrival): ___. Troponin 0 h ___, 1 h ___ ng/L.',
        diagnosis: 'Chest pain?',
        plan: '___. Considered and excluded: dissection ___, embolism ___, pneumothorax ___.',
      },
    },
  },
  {
    id: 'low-back-pain',
    title: { zh: '腰痛', en: 'Low back pain' },
    fields: {
      zh: {
        chiefComplaint: '腰痛___天',
        presentIllness: '___后腰痛，向___放射，无会阴麻木、大小便障碍，无发热、消瘦、外伤及肿瘤史。',
        physicalExamination:
          '腰椎压痛___，直腿抬高试验左___°右___°，双下肢肌力V级，腱反射对称，鞍区感觉正常。',
        diagnosis: '腰痛',
        plan: '避免卧床，保持活动；___；出现会阴麻木、尿潴留、下肢无力立即急诊。',
      },
      en: {
        chiefComplaint: 'Low back pain for ___ days',
        presentIllness:
          'After ___, radiating to ___. No saddle numbness, no bladder or bowel trouble, no fever, weight loss, trauma or cancer.',
        physicalExamination:
          'Tender at ___, straight leg raising left ___° right ___°, power and reflexes normal, saddle sensation normal.',
        diagnosis: 'Low back pain',
        plan: 'Keep moving. ___. Emergency department for saddle numbness, retention or weak legs.',
      },
    },
  },
  {
    id: 'urinary-infection',
    title: { zh: '泌尿道感染', en: 'Urinary tract infection' },
    fields: {
      zh: {
        chiefComplaint: '尿频、尿痛___天',
        presentIllness: '尿频、尿急、尿痛___天，无发热、腰痛，无肉眼血尿。末次月经___。',
        physicalExamination: 'T ___℃，耻骨上轻压痛，双肾区无叩击痛。',
        auxiliaryExamination: '尿常规：白细胞___，亚硝酸盐___。',
        diagnosis: '泌尿道感染',
        plan: '多饮水；___；送尿培养；发热、腰痛即复诊。',
      },
      en: {
        chiefComplaint: 'Frequent, painful urination for ___ days',
        presentIllness:
          'Frequency, urgency and dysuria for ___ days. No fever, flank pain or visible blood. Last period ___.',
        physicalExamination: 'T ___ °C, mild suprapubic tenderness, no renal angle tenderness.',
        auxiliaryExamination: 'Urine: leucocytes ___, nitrite ___.',
        diagnosis: 'Urinary tract infection',
        plan: 'Fluids. ___. Culture sent. Back with fever or flank pain.',
      },
    },
  },
];

/** Phrases to begin with; each doctor adds their own. */
export const PHRASES: Readonly<Record<'zh' | 'en', readonly Phrase[]>> = {
  zh: [
    { key: 'xf', body: '双肺呼吸音清，未闻及干湿啰音。' },
    { key: 'xz', body: '心率___次/分，律齐，各瓣膜听诊区未闻及杂音。' },
    { key: 'fb', body: '腹软，无压痛、反跳痛，肝脾肋下未触及。' },
    { key: 'sj', body: '神志清楚，颈软，四肢肌力V级，病理征阴性。' },
    { key: 'fr', body: '否认药物、食物过敏史。' },
    { key: 'js', body: '否认高血压、糖尿病、冠心病病史，否认手术、外伤、输血史。' },
    { key: 'fz', body: '不适随诊，___后复诊。' },
    { key: 'gz', body: '{{date}}已向患者（{{sex}}，{{age}}岁）说明病情、治疗方案及风险，患者表示理解。' },
  ],
  en: [
    { key: 'chest', body: 'Chest clear, no wheeze or crackles.' },
    { key: 'heart', body: 'Pulse ___ regular, heart sounds normal, no murmur.' },
    { key: 'abdo', body: 'Abdomen soft, not tender, no masses.' },
    { key: 'neuro', body: 'Alert, neck supple, power 5/5 throughout, reflexes symmetrical.' },
    { key: 'nka', body: 'No known allergies.' },
    { key: 'safety', body: 'Told to come back at once if worse, otherwise in ___.' },
    {
      key: 'told',
      body: '{{date}}: findings, treatment and risks explained to the patient ({{sex}}, {{age}}), who agreed.',
    },
  ],
};
