/** ICD-10 chapters V to IX: mind, nervous system, eye, ear, circulation. Form: see table.ts. */
export const MIND_TO_CIRCULATION = `
F00.9|阿尔茨海默病性痴呆|Dementia in Alzheimer disease|老年痴呆
F01.9|血管性痴呆|Vascular dementia|
F03|痴呆|Dementia|
F05.9|谵妄|Delirium|
F10.2|酒精依赖综合征|Alcohol dependence syndrome|
F17.2|烟草依赖综合征|Tobacco dependence syndrome|吸烟
F20.9|精神分裂症|Schizophrenia|
F31.9|双相情感障碍|Bipolar affective disorder|
F32.9|抑郁发作|Depressive episode|抑郁症 depression
F33.9|复发性抑郁障碍|Recurrent depressive disorder|
F41.0|惊恐障碍|Panic disorder|
F41.1|广泛性焦虑障碍|Generalized anxiety disorder|GAD 焦虑症
F41.9|焦虑障碍|Anxiety disorder|
F42.9|强迫性障碍|Obsessive-compulsive disorder|OCD
F43.1|创伤后应激障碍|Post-traumatic stress disorder|PTSD
F43.2|适应障碍|Adjustment disorders|
F45.9|躯体形式障碍|Somatoform disorder|
F50.0|神经性厌食|Anorexia nervosa|
F51.0|非器质性失眠症|Nonorganic insomnia|
F84.0|童年孤独症|Childhood autism|自闭症
F90.0|注意缺陷多动障碍|Attention deficit hyperactivity disorder|ADHD 多动症
G00.9|细菌性脑膜炎|Bacterial meningitis|
G04.9|脑炎|Encephalitis|
G20|帕金森病|Parkinson disease|
G25.0|特发性震颤|Essential tremor|
G30.9|阿尔茨海默病|Alzheimer disease|
G35|多发性硬化|Multiple sclerosis|MS
G40.9|癫痫|Epilepsy|
G41.9|癫痫持续状态|Status epilepticus|
G43.9|偏头痛|Migraine|
G44.0|丛集性头痛|Cluster headache|
G44.2|紧张型头痛|Tension-type headache|
G45.9|短暂性脑缺血发作|Transient cerebral ischaemic attack|TIA
G47.0|睡眠障碍（失眠）|Insomnia|失眠
G47.3|睡眠呼吸暂停|Sleep apnoea|OSA 鼾症
G50.0|三叉神经痛|Trigeminal neuralgia|
G51.0|面神经麻痹|Bell palsy|面瘫
G56.0|腕管综合征|Carpal tunnel syndrome|
G61.0|吉兰-巴雷综合征|Guillain-Barre syndrome|格林巴利
G62.9|多发性神经病|Polyneuropathy|
G70.0|重症肌无力|Myasthenia gravis|
G93.4|脑病|Encephalopathy|
H00.0|睑腺炎|Hordeolum|麦粒肿 stye
H01.0|睑缘炎|Blepharitis|
H04.1|干眼症|Dry eye syndrome|
H10.9|结膜炎|Conjunctivitis|
H11.0|翼状胬肉|Pterygium|
H16.9|角膜炎|Keratitis|
H25.9|老年性白内障|Senile cataract|
H33.2|视网膜脱离|Retinal detachment|
H34.8|视网膜血管阻塞|Retinal vascular occlusion|
H35.3|黄斑变性|Degeneration of macula|
H40.1|原发性开角型青光眼|Primary open-angle glaucoma|
H40.2|原发性闭角型青光眼|Primary angle-closure glaucoma|
H52.1|近视|Myopia|
H60.9|外耳道炎|Otitis externa|
H61.2|耵聍栓塞|Impacted cerumen|
H65.9|非化脓性中耳炎|Nonsuppurative otitis media|
H66.9|化脓性中耳炎|Suppurative otitis media|中耳炎
H72.9|鼓膜穿孔|Perforation of tympanic membrane|
H81.0|梅尼埃病|Meniere disease|
H81.1|良性阵发性位置性眩晕|Benign paroxysmal vertigo|耳石症 BPPV
H83.0|迷路炎|Labyrinthitis|
H91.2|突发性聋|Sudden idiopathic hearing loss|
H91.9|听力损失|Hearing loss|
H93.1|耳鸣|Tinnitus|
I05.9|风湿性二尖瓣疾病|Rheumatic mitral valve disease|
I10|原发性高血压|Essential hypertension|高血压病 HTN
I11.9|高血压性心脏病|Hypertensive heart disease|
I12.9|高血压性肾脏病|Hypertensive renal disease|
I15.9|继发性高血压|Secondary hypertension|
I20.0|不稳定型心绞痛|Unstable angina|
I20.1|变异型心绞痛|Angina pectoris with documented spasm|
I20.8|稳定型心绞痛|Stable angina|劳力性心绞痛
I20.9|心绞痛|Angina pectoris|
I21.0|急性前壁心肌梗死|Acute anterior myocardial infarction|前壁心梗 STEMI
I21.1|急性下壁心肌梗死|Acute inferior myocardial infarction|下壁心梗 STEMI
I21.4|急性心内膜下心肌梗死|Acute subendocardial myocardial infarction|NSTEMI 非ST段抬高型心梗
I21.9|急性心肌梗死|Acute myocardial infarction|心梗 MI AMI
I25.1|动脉硬化性心脏病|Atherosclerotic heart disease|冠心病 CHD coronary
I25.2|陈旧性心肌梗死|Old myocardial infarction|
I26.9|肺栓塞|Pulmonary embolism|PE
I27.0|原发性肺动脉高压|Primary pulmonary hypertension|
I27.9|肺源性心脏病|Pulmonary heart disease|肺心病
I30.9|急性心包炎|Acute pericarditis|
I31.3|心包积液|Pericardial effusion|
I33.0|感染性心内膜炎|Infective endocarditis|
I34.0|二尖瓣关闭不全|Mitral valve insufficiency|
I35.0|主动脉瓣狭窄|Aortic valve stenosis|
I35.1|主动脉瓣关闭不全|Aortic valve insufficiency|
I40.9|急性心肌炎|Acute myocarditis|
I42.0|扩张型心肌病|Dilated cardiomyopathy|
I42.1|梗阻性肥厚型心肌病|Obstructive hypertrophic cardiomyopathy|
I44.2|完全性房室传导阻滞|Complete atrioventricular block|
I45.6|预激综合征|Pre-excitation syndrome|WPW
I46.9|心脏停搏|Cardiac arrest|
I47.1|室上性心动过速|Supraventricular tachycardia|SVT
I47.2|室性心动过速|Ventricular tachycardia|VT
I48.0|阵发性心房颤动|Paroxysmal atrial fibrillation|房颤 AF
I48.2|慢性心房颤动|Chronic atrial fibrillation|房颤 AF
I48.9|心房颤动和扑动|Atrial fibrillation and atrial flutter|房颤 AF
I49.3|室性期前收缩|Ventricular premature depolarization|室早
I49.5|病态窦房结综合征|Sick sinus syndrome|
I49.9|心律失常|Cardiac arrhythmia|
I50.0|充血性心力衰竭|Congestive heart failure|CHF
I50.1|左心室衰竭|Left ventricular failure|急性左心衰
I50.9|心力衰竭|Heart failure|心衰 HF
I60.9|蛛网膜下腔出血|Subarachnoid haemorrhage|SAH
I61.9|脑出血|Intracerebral haemorrhage|
I62.0|硬膜下出血|Subdural haemorrhage|
I63.9|脑梗死|Cerebral infarction|脑梗 stroke
I64|脑卒中|Stroke|中风
I65.2|颈动脉狭窄|Stenosis of carotid artery|
I67.9|脑血管病|Cerebrovascular disease|
I69.3|脑梗死后遗症|Sequelae of cerebral infarction|
I70.2|四肢动脉粥样硬化|Atherosclerosis of arteries of extremities|
I71.0|主动脉夹层|Dissection of aorta|
I71.4|腹主动脉瘤|Abdominal aortic aneurysm|AAA
I73.0|雷诺综合征|Raynaud syndrome|
I73.9|周围血管病|Peripheral vascular disease|
I80.2|下肢深静脉血栓形成|Deep vein thrombosis of lower limb|DVT
I83.9|下肢静脉曲张|Varicose veins of lower extremities|
I84.9|痔|Haemorrhoids|痔疮 piles
I85.0|食管静脉曲张伴出血|Oesophageal varices with bleeding|
I88.9|淋巴结炎|Lymphadenitis|
I89.0|淋巴水肿|Lymphoedema|
I95.1|体位性低血压|Orthostatic hypotension|
I95.9|低血压|Hypotension|
`;
