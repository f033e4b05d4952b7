/**
 * Forty made-up cases, written for this project, in groups of what a doctor would want to see beside each other. Groups
 * cross blocks of ICD-10 and languages, and blocks hold several groups.
 */
import type { SearchDocument } from '../../../../src/cases/search/searchIndex.ts';

export interface LabelledCase extends SearchDocument {
  /** Cases of one group are like each other. */
  readonly group: string;
}

const ROWS = `
stemi|I21.0|急性前壁心肌梗死|男，58岁，突发胸骨后压榨样疼痛2小时，大汗。心电图V1-V4导联ST段抬高，肌钙蛋白升高。急诊冠脉造影示前降支闭塞，植入支架一枚，术后予阿司匹林、替格瑞洛。好转出院。
stemi|I21.1|Inferior myocardial infarction|A 63-year-old smoker with crushing chest pain and sweating for three hours. ECG showed ST elevation in II, III, aVF; troponin was high. The right coronary artery was occluded and stented. Discharged on aspirin and clopidogrel.
stemi|I22.8|再发心肌梗死|女，71岁，支架术后一年自行停用抗血小板药，再发胸痛，支架内血栓，急诊介入治疗后恢复血流。
takotsubo|I42.8|应激性心肌病|女，66岁，丧偶后突发胸痛，心电图ST段抬高，肌钙蛋白轻度升高，冠脉造影未见狭窄，左室造影心尖部球形扩张。对症治疗两周后室壁运动恢复正常。
takotsubo|I51.8|Takotsubo syndrome|A 70-year-old woman developed chest pain after an emotional quarrel. Coronary arteries were normal; the apex was ballooning on ventriculography. Wall motion recovered in three weeks.
takotsubo|I25.8|伴正常冠脉的胸痛|女，61岁，剧烈争吵后胸痛，冠状动脉正常，心尖球形改变，考虑情绪应激所致，一个月后心功能恢复。
pe|I26.9|肺栓塞|女，45岁，下肢骨折石膏固定三周后突发呼吸困难、咯血。D-二聚体升高，CT肺动脉造影示双侧充盈缺损，下肢静脉超声见血栓。低分子肝素后改利伐沙班抗凝。
pe|I80.2|Deep vein thrombosis after a long flight|A 38-year-old woman on oral contraceptives with a swollen painful calf after a flight. D-dimer high, ultrasound showed thrombosis of the popliteal vein; two days later she became short of breath. Anticoagulation with rivaroxaban.
pe|O88.2|产后肺动脉血栓|女，31岁，剖宫产后第五天下床时气促、晕厥，CT示肺动脉血栓，抗凝治疗，三个月后停药。
tb|A15.0|肺结核|男，24岁，咳嗽两月，低热盗汗、消瘦。CT示右上肺空洞，痰抗酸染色阳性。异烟肼、利福平、吡嗪酰胺、乙胺丁醇六个月，痰菌转阴。
tb|A18.0|Spinal tuberculosis|A 29-year-old immigrant with back pain, night sweats and weight loss. MRI showed destruction of two vertebrae with a cold abscess; culture grew Mycobacterium tuberculosis. Isoniazid and rifampicin for twelve months.
tb|A17.0|结核性脑膜炎|女，19岁，头痛、低热三周，颈强直。脑脊液淋巴细胞增多、糖低，结核PCR阳性。四联抗结核加地塞米松，遗留轻度听力下降。
mycoplasma|J15.7|支原体肺炎|男，7岁，高热、剧烈干咳一周，阿莫西林无效。胸片右下肺实变，支原体IgM阳性，改阿奇霉素后退热。
mycoplasma|J20.0|Mycoplasma infection in a school child|A nine-year-old boy with a hacking dry cough for two weeks, fever and no response to amoxicillin. Cold agglutinins positive; azithromycin helped within three days.
mycoplasma|J18.9|大环内酯耐药的肺炎|女，10岁，发热干咳九天，阿奇霉素三天无效，支原体耐药基因阳性，换多西环素后好转。
dka|E10.1|1型糖尿病酮症酸中毒|男，16岁，多饮多尿两周，呕吐、腹痛、呼吸深快一天。血糖28mmol/L，血酮高，pH 7.05。补液、胰岛素静滴、补钾后纠正。
dka|E14.1|Ketoacidosis as the first sign of diabetes|A twelve-year-old girl with thirst, weight loss, vomiting and Kussmaul breathing. Glucose 540 mg/dL, ketones positive, pH 7.1. Fluids, insulin infusion and potassium.
dka|E13.1|恩格列净致血糖正常的酮症酸中毒|女，52岁，2型糖尿病服恩格列净，术前禁食后恶心呕吐，血糖11mmol/L而血酮明显升高、酸中毒，停药补液加胰岛素后恢复。
thyroidstorm|E05.5|甲状腺危象|女，34岁，甲亢自行停甲巯咪唑一月，感冒后高热、心率160次、谵妄。丙硫氧嘧啶、碘剂、普萘洛尔、氢化可的松治疗后好转。
thyroidstorm|I48|Atrial fibrillation in untreated Graves disease|A 41-year-old man with weight loss, tremor and a goiter presented with fever, agitation and atrial fibrillation of 170. TSH suppressed. Propylthiouracil, iodine, propranolol and hydrocortisone.
thyroidstorm|E05.0|毒性弥漫性甲状腺肿合并周期性麻痹|男，28岁，饱餐后双下肢不能动，血钾2.1，突眼、甲状腺肿大，甲状腺激素升高。补钾后肌力恢复，予甲巯咪唑和普萘洛尔。
ischaemicstroke|I63.3|大脑中动脉脑梗死|男，69岁，房颤未抗凝，晨起右侧偏瘫、失语两小时，CT无出血，阿替普酶溶栓后机械取栓，三个月后生活自理。
ischaemicstroke|I63.4|Embolic stroke treated by thrombectomy|A 72-year-old woman with atrial fibrillation and sudden left hemiparesis. CT excluded bleeding, tPA was given and the clot in the middle cerebral artery was removed. Apixaban afterwards.
ischaemicstroke|G45.9|短暂性脑缺血发作|女，65岁，一过性言语不清、右手无力二十分钟，心电图示房颤，MRI无新发梗死，开始抗凝。
gbs|G61.0|吉兰-巴雷综合征|男，40岁，腹泻两周后四肢对称无力，腱反射消失，脑脊液蛋白细胞分离，丙种球蛋白五天，一个月后能行走。
gbs|G61.9|Ascending paralysis after Campylobacter enteritis|A 35-year-old man with tingling feet and ascending weakness ten days after diarrhea. Areflexia, raised protein in cerebrospinal fluid. Intravenous immunoglobulin; ventilated for a week.
gbs|G51.0|双侧面瘫起病的急性多发性神经病|女，27岁，上感后双侧面瘫、四肢麻木，腱反射减弱，肌电图示脱髓鞘，丙种球蛋白治疗后恢复。
pylori|K25.4|胃溃疡出血|男，50岁，长期服布洛芬，黑便、头晕。胃镜示胃角溃疡，幽门螺杆菌阳性。止血后铋剂四联十四天，复查愈合。
pylori|K26.9|Duodenal ulcer|A 33-year-old driver with nightly epigastric pain. Gastroscopy showed a duodenal ulcer and H. pylori. Quadruple therapy with omeprazole and bismuth for 14 days.
pylori|C88.4|胃黏膜相关淋巴组织淋巴瘤|女，55岁，上腹痛，胃镜活检为MALT淋巴瘤，幽门螺杆菌阳性，单纯根除治疗半年后淋巴瘤消退。
drugliver|K71.1|药物性肝损伤|女，48岁，服何首乌三月后乏力、尿黄，转氨酶一千以上，胆红素升高，病毒性肝炎标志物阴性，停药后两月恢复。
drugliver|T39.1|Acetaminophen overdose with liver failure|A 22-year-old woman took 20 g of paracetamol. ALT rose to 6,000, INR 4. N-acetylcysteine was given and she recovered without transplantation.
drugliver|R17|抗结核药所致黄疸|男，37岁，服利福平、异烟肼两月后皮肤巩膜黄染，转氨酶明显升高，无病毒性肝炎，停药保肝后恢复，改方案。
appendix|K35.8|急性阑尾炎|男，15岁，脐周痛转移至右下腹，发热，麦氏点压痛反跳痛，白细胞升高，腹腔镜阑尾切除。
appendix|K35.3|Perforated appendicitis in pregnancy|A 29-year-old woman at 22 weeks with vomiting and pain in the right flank. Ultrasound unclear, MRI showed a perforated appendix. Laparoscopic appendectomy; delivery at term.
appendix|K57.3|右半结肠憩室炎误诊阑尾炎|男，36岁，右下腹痛三天，按阑尾炎行腹腔镜探查，阑尾正常，见盲肠憩室炎，抗感染后好转。
lupus|M32.1|狼疮性肾炎|女，23岁，面部蝶形红斑、关节痛、双下肢水肿，尿蛋白3.5克，抗dsDNA阳性，肾穿刺IV型。激素加环磷酰胺，缓解。
lupus|N04.9|Nephrotic syndrome as first sign of SLE|A 19-year-old woman with leg edema and proteinuria of 5 g. Malar rash, low complement, anti-dsDNA positive; class V nephritis. Prednisone and mycophenolate.
lupus|D69.6|以血小板减少起病的红斑狼疮|女，30岁，皮肤瘀斑，血小板12，后出现光过敏、关节痛，抗核抗体与抗dsDNA阳性，激素、羟氯喹治疗有效。
lupus|L93.0|盘状红斑狼疮|女，41岁，面部盘状红斑、光过敏五年，抗核抗体阳性，无内脏受累，羟氯喹和外用激素后皮损消退。
`;

export const LABELLED_CASES: readonly LabelledCase[] = ROWS.trim()
  .split('\n')
  .map((row, number) => {
    const [group = '', code = '', title = '', text = ''] = row.split('|');
    return { id: `${group} ${String(number)}`, group, title, diagnosis: title, text, codes: [code] };
  });
