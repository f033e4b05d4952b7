/** Questions in one language whose answers stand in the other, over the documents of the two other collections. */
import { ABSTRACTS } from './abstracts.ts';
import { ANSWERS } from './answers.ts';
import { collection, type Collection } from './collection.ts';

const CHINESE = collection({
  name: 'Chinese questions, English abstracts',
  documents: '',
  queries: `
他汀类药物会引起肌肉疼痛吗|e1
吃鸡蛋会不会增加冠心病风险|e2
红肉与结直肠癌|e3
乳腺癌患者能吃大豆吗|e4
姜黄素治疗溃疡性结肠炎|e5
绿茶 前列腺癌|e6
喝牛奶能预防骨折吗|e7
孩子便秘和牛奶有关吗|e8
素食对2型糖尿病的影响|e9
维生素D预防老年人跌倒|e10
鱼油对心血管有好处吗|e11
戒咖啡后头痛|e14
运动治疗抑郁症|e15
新冠无症状感染者传播|e16
口罩预防呼吸道病毒|e17
羟氯喹治疗新冠肺炎|e18
地塞米松 新冠 死亡率|e19
嗅觉丧失 新冠|e20
新冠病毒抗体能维持多久|e22
新冠潜伏期|e24
高血压 肥胖 新冠重症|e25
脓毒症 降钙素原|e29
房颤射频消融|e30
房颤 华法林 卒中|e31
ST段抬高型心肌梗死 介入治疗|e32
心衰药物|e33
低钠饮食降血压|e35
哮喘 布地奈德|e36
慢阻肺康复锻炼|e37
低剂量CT肺癌筛查|e38
宫颈癌疫苗 HPV|e42
幽门螺杆菌四联疗法|e43
长期吃奥美拉唑的副作用|e44
艰难梭菌 粪菌移植|e45
丙肝肝硬化|e46
二甲双胍 维生素B12缺乏|e48
司美格鲁肽减肥|e49
儿童1型糖尿病低血糖|e50
痛风 别嘌醇|e52
阿尔茨海默病 多奈哌齐|e55
帕金森 左旋多巴|e56
偏头痛预防|e57
脑梗溶栓时间窗|e58
失眠 认知行为治疗|e60
阿司匹林预防子痫前期|e62
`,
});
const ENGLISH = collection({
  name: 'English questions, Chinese answers',
  documents: '',
  queries: `
which fruit can diabetics eat|a1
metformin nausea and diarrhea|a2
hypoglycemia after insulin injection|a3
diabetic foot wound infection|a4
gestational diabetes treatment|a5
can I stop antihypertensive medication|a6
low salt diet for hypertension|a7
cough from ACE inhibitor|a8
secondary hypertension pheochromocytoma|a9
ibuprofen dose interval for children with fever|a10
febrile seizure first aid|a11
rotavirus diarrhea dehydration infant|a12
baby eczema steroid ointment|a13
neonatal jaundice|a14
iron deficiency anemia child|a15
Helicobacter pylori gastric ulcer|a16
acid reflux at night|a17
rectal bleeding hemorrhoids|a18
constipation fiber lactulose|a19
appendicitis right lower abdominal pain|a20
gallstones laparoscopic cholecystectomy|a21
hepatitis B entecavir|a22
fatty liver weight loss|a23
asthma attack salbutamol|a24
COPD smoking cessation|a25
pulmonary nodule CT|a26
chronic cough causes|a27
common cold antibiotics|a28
tuberculosis duration of treatment|a29
migraine nausea|a30
stroke thrombolysis|a31
insomnia coffee|a33
gout colchicine|a36
rheumatoid arthritis methotrexate|a37
osteoporosis vitamin D calcium|a38
dysmenorrhea endometriosis|a39
PCOS|a41
threatened miscarriage ectopic pregnancy|a42
folic acid before pregnancy|a43
BPH tamsulosin|a45
ureteral stone|a47
shingles antiviral|a49
hives antihistamine|a50
hyperthyroidism methimazole|a52
thyroid nodule biopsy|a54
afib anticoagulation|a55
heart attack aspirin|a56
dual antiplatelet after stent|a57
CHF diuretics|a58
myopia children atropine|a60
`,
});

/** The other language is among the documents too: it must not hide the answer. */
export const ACROSS_LANGUAGES: readonly Collection[] = [CHINESE, ENGLISH].map((asked) => ({
  ...asked,
  documents: asked === CHINESE ? ABSTRACTS.documents : ANSWERS.documents,
}));
