/** ICD-10 chapters XIV to XXI: kidneys, birth, symptoms, injuries, reasons for contact. Form: see table.ts. */
export const KIDNEYS_TO_CONTACTS = `
N00.9|急性肾炎综合征|Acute nephritic syndrome|
N02.8|IgA肾病|IgA nephropathy|
N03.9|慢性肾炎综合征|Chronic nephritic syndrome|慢性肾小球肾炎
N04.9|肾病综合征|Nephrotic syndrome|
N10|急性肾盂肾炎|Acute pyelonephritis|
N13.3|肾积水|Hydronephrosis|
N17.9|急性肾衰竭|Acute renal failure|急性肾损伤 AKI
N18.3|慢性肾脏病3期|Chronic kidney disease, stage 3|CKD
N18.5|慢性肾脏病5期|Chronic kidney disease, stage 5|尿毒症 ESRD CKD
N18.9|慢性肾脏病|Chronic kidney disease|CKD 慢性肾功能不全
N20.0|肾结石|Calculus of kidney|kidney stone
N20.1|输尿管结石|Calculus of ureter|
N23|肾绞痛|Renal colic|
N28.1|肾囊肿|Cyst of kidney|
N30.0|急性膀胱炎|Acute cystitis|
N34.1|尿道炎|Urethritis|
N39.0|泌尿道感染|Urinary tract infection|尿路感染 UTI
N39.4|尿失禁|Urinary incontinence|
N40|前列腺增生|Hyperplasia of prostate|BPH
N41.1|慢性前列腺炎|Chronic prostatitis|
N43.3|鞘膜积液|Hydrocele|
N45.9|睾丸炎和附睾炎|Orchitis and epididymitis|
N47|包茎和包皮过长|Phimosis and redundant prepuce|
N60.1|乳腺囊性增生|Diffuse cystic mastopathy|乳腺增生
N61|乳腺炎|Inflammatory disorders of breast|mastitis
N63|乳房肿块|Lump in breast|
N70.9|输卵管炎和卵巢炎|Salpingitis and oophoritis|附件炎
N73.9|盆腔炎|Pelvic inflammatory disease|PID
N76.0|急性阴道炎|Acute vaginitis|
N80.9|子宫内膜异位症|Endometriosis|
N83.2|卵巢囊肿|Ovarian cyst|
N84.0|子宫内膜息肉|Polyp of endometrium|
N87.9|宫颈上皮内瘤变|Dysplasia of cervix uteri|CIN
N91.2|闭经|Amenorrhoea|
N92.0|月经过多|Excessive menstruation|menorrhagia
N93.9|异常子宫出血|Abnormal uterine bleeding|AUB
N94.6|痛经|Dysmenorrhoea|
N95.1|绝经期状态|Menopausal states|更年期综合征
N97.9|女性不孕症|Female infertility|
O00.9|异位妊娠|Ectopic pregnancy|宫外孕
O02.1|稽留流产|Missed abortion|
O03.9|自然流产|Spontaneous abortion|miscarriage
O10.0|妊娠合并原发性高血压|Pre-existing hypertension complicating pregnancy|
O13|妊娠期高血压|Gestational hypertension|
O14.0|中度子痫前期|Moderate pre-eclampsia|
O14.1|重度子痫前期|Severe pre-eclampsia|
O14.2|HELLP综合征|HELLP syndrome|
O15.9|子痫|Eclampsia|
O20.0|先兆流产|Threatened abortion|
O21.0|妊娠剧吐|Hyperemesis gravidarum|
O24.4|妊娠期糖尿病|Gestational diabetes mellitus|GDM
O42.9|胎膜早破|Premature rupture of membranes|PROM
O44.0|前置胎盘不伴出血|Placenta praevia without haemorrhage|
O60.0|早产|Preterm labour|
O72.1|产后出血|Postpartum haemorrhage|PPH
O80.9|单胎顺产|Single spontaneous delivery|
O82.9|剖宫产|Delivery by caesarean section|
O99.0|妊娠合并贫血|Anaemia complicating pregnancy|
P22.0|新生儿呼吸窘迫综合征|Respiratory distress syndrome of newborn|
P59.9|新生儿黄疸|Neonatal jaundice|
Q21.0|室间隔缺损|Ventricular septal defect|VSD
Q21.1|房间隔缺损|Atrial septal defect|ASD
Q25.0|动脉导管未闭|Patent ductus arteriosus|PDA
Q61.2|成人型多囊肾|Polycystic kidney, adult type|
R00.0|心动过速|Tachycardia|
R00.1|心动过缓|Bradycardia|
R00.2|心悸|Palpitations|
R03.0|血压升高，未诊断高血压|Elevated blood-pressure reading|
R04.0|鼻出血|Epistaxis|鼻衄 nosebleed
R04.2|咯血|Haemoptysis|
R05|咳嗽|Cough|
R06.0|呼吸困难|Dyspnoea|气短 shortness of breath
R06.6|呃逆|Hiccough|
R07.0|咽痛|Pain in throat|sore throat
R07.2|心前区痛|Precordial pain|chest pain 胸痛
R07.4|胸痛|Chest pain|
R09.1|胸膜炎|Pleurisy|
R10.0|急腹症|Acute abdomen|
R10.4|腹痛|Abdominal pain|
R11|恶心和呕吐|Nausea and vomiting|
R12|烧心|Heartburn|反酸
R13|吞咽困难|Dysphagia|
R14|腹胀|Flatulence and bloating|
R16.0|肝大|Hepatomegaly|
R17|黄疸|Jaundice|
R18|腹水|Ascites|
R20.2|皮肤感觉异常|Paraesthesia of skin|麻木 numbness
R21|皮疹|Rash|
R22.9|局部肿块|Localized swelling or lump|
R25.1|震颤|Tremor|
R26.8|步态异常|Abnormality of gait|
R31|血尿|Haematuria|
R32|尿失禁（未特指）|Unspecified urinary incontinence|
R33|尿潴留|Retention of urine|
R35|多尿|Polyuria|尿频
R40.2|昏迷|Coma|
R41.0|定向障碍|Disorientation|意识模糊 confusion
R42|头晕和眩晕|Dizziness and giddiness|vertigo
R47.0|言语困难和失语|Dysphasia and aphasia|
R50.9|发热|Fever|发烧
R51|头痛|Headache|
R52.9|疼痛|Pain|
R53|不适和疲劳|Malaise and fatigue|乏力
R55|晕厥|Syncope and collapse|
R56.0|热性惊厥|Febrile convulsions|
R57.1|低血容量性休克|Hypovolaemic shock|失血性休克
R57.9|休克|Shock|
R59.9|淋巴结肿大|Enlarged lymph nodes|
R60.0|局限性水肿|Localized oedema|
R60.9|水肿|Oedema|edema
R63.4|异常体重减轻|Abnormal weight loss|消瘦
R73.0|糖耐量异常|Abnormal glucose tolerance|糖尿病前期 prediabetes
R74.0|转氨酶升高|Elevation of transaminase|肝功能异常
R80|蛋白尿|Isolated proteinuria|
R91|肺部影像异常|Abnormal findings on imaging of lung|肺结节 lung nodule
S00.9|头部浅表损伤|Superficial injury of head|
S01.9|头部开放性伤口|Open wound of head|
S06.0|脑震荡|Concussion|
S22.3|肋骨骨折|Fracture of rib|
S32.0|腰椎骨折|Fracture of lumbar vertebra|
S42.2|肱骨近端骨折|Fracture of upper end of humerus|
S52.5|桡骨远端骨折|Fracture of lower end of radius|Colles
S61.9|手和腕开放性伤口|Open wound of wrist and hand|
S72.0|股骨颈骨折|Fracture of neck of femur|
S82.6|外踝骨折|Fracture of lateral malleolus|
S83.6|膝关节扭伤|Sprain of knee|
S93.4|踝关节扭伤|Sprain of ankle|
T14.1|开放性伤口|Open wound|
T17.9|呼吸道异物|Foreign body in respiratory tract|
T30.0|烧伤|Burn|
T58|一氧化碳中毒|Toxic effect of carbon monoxide|煤气中毒
T60.0|有机磷农药中毒|Toxic effect of organophosphate|
T63.0|蛇咬伤|Toxic effect of snake venom|
T67.0|中暑|Heatstroke|
T78.2|过敏性休克|Anaphylactic shock|anaphylaxis
T78.3|血管性水肿|Angioneurotic oedema|
T78.4|变态反应|Allergy|过敏反应
T88.7|药物不良反应|Adverse effect of drug|ADR
W54|犬咬伤|Bitten by dog|狗咬伤
Z00.0|健康体检|General medical examination|
Z01.4|妇科检查|Gynaecological examination|
Z13.9|筛查|Special screening examination|
Z20.9|传染病接触者|Contact with communicable disease|
Z23.9|预防接种|Need for immunization|疫苗
Z30.9|避孕管理|Contraceptive management|
Z34.0|正常首次妊娠监督|Supervision of normal first pregnancy|产检
Z34.9|正常妊娠监督|Supervision of normal pregnancy|产检 antenatal
Z39.2|常规产后随访|Routine postpartum follow-up|
Z48.0|换药和拆线|Attention to dressings and sutures|
Z51.1|肿瘤化学治疗|Chemotherapy session for neoplasm|化疗
Z76.0|开具重复处方|Issue of repeat prescription|取药
Z88.0|青霉素过敏个人史|Personal history of allergy to penicillin|
Z92.1|长期使用抗凝剂|Long-term use of anticoagulants|
Z95.5|冠状动脉支架植入后状态|Presence of coronary stent|PCI术后
`;
