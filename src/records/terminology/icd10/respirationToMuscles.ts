/** ICD-10 chapters X to XIII: respiration, digestion, skin, muscles and bones. Form: see table.ts. */
export const RESPIRATION_TO_MUSCLES = `
J00|急性鼻咽炎|Acute nasopharyngitis|普通感冒 common cold
J01.9|急性鼻窦炎|Acute sinusitis|
J02.9|急性咽炎|Acute pharyngitis|
J03.9|急性扁桃体炎|Acute tonsillitis|
J04.0|急性喉炎|Acute laryngitis|
J05.0|急性梗阻性喉炎|Acute obstructive laryngitis|croup
J06.9|急性上呼吸道感染|Acute upper respiratory infection|上感 URI
J09|动物源性流感病毒所致流感|Influenza due to zoonotic virus|禽流感
J10.1|流行性感冒伴呼吸道表现|Influenza with respiratory manifestations|甲流 乙流
J11.1|流行性感冒，病毒未标明|Influenza, virus not identified|流感 flu
J12.9|病毒性肺炎|Viral pneumonia|
J13|肺炎链球菌性肺炎|Pneumonia due to Streptococcus pneumoniae|
J15.7|支原体肺炎|Pneumonia due to Mycoplasma pneumoniae|
J15.9|细菌性肺炎|Bacterial pneumonia|
J18.0|支气管肺炎|Bronchopneumonia|
J18.9|肺炎|Pneumonia|
J20.9|急性支气管炎|Acute bronchitis|
J21.9|急性细支气管炎|Acute bronchiolitis|毛细支气管炎
J30.4|变应性鼻炎|Allergic rhinitis|过敏性鼻炎 hay fever
J31.0|慢性鼻炎|Chronic rhinitis|
J31.2|慢性咽炎|Chronic pharyngitis|
J32.9|慢性鼻窦炎|Chronic sinusitis|
J33.9|鼻息肉|Nasal polyp|
J34.2|鼻中隔偏曲|Deviated nasal septum|
J35.0|慢性扁桃体炎|Chronic tonsillitis|
J35.2|腺样体肥大|Hypertrophy of adenoids|
J36|扁桃体周围脓肿|Peritonsillar abscess|
J38.1|声带息肉|Polyp of vocal cord|
J40|支气管炎|Bronchitis|
J42|慢性支气管炎|Chronic bronchitis|慢支
J43.9|肺气肿|Emphysema|
J44.0|慢性阻塞性肺病伴急性下呼吸道感染|COPD with acute lower respiratory infection|慢阻肺
J44.1|慢性阻塞性肺病急性加重|COPD with acute exacerbation|慢阻肺急性发作 AECOPD
J44.9|慢性阻塞性肺病|Chronic obstructive pulmonary disease|慢阻肺 COPD
J45.0|变应性哮喘|Predominantly allergic asthma|
J45.9|支气管哮喘|Asthma|
J46|哮喘持续状态|Status asthmaticus|重症哮喘
J47|支气管扩张症|Bronchiectasis|支扩
J60|煤工尘肺|Coalworker's pneumoconiosis|
J69.0|吸入性肺炎|Aspiration pneumonia|
J80|急性呼吸窘迫综合征|Acute respiratory distress syndrome|ARDS
J81|肺水肿|Pulmonary oedema|
J84.1|肺间质纤维化|Interstitial pulmonary fibrosis|IPF 间质性肺病
J85.2|肺脓肿|Abscess of lung|
J86.9|脓胸|Pyothorax|empyema
J90|胸腔积液|Pleural effusion|
J93.9|气胸|Pneumothorax|
J96.0|急性呼吸衰竭|Acute respiratory failure|
J96.1|慢性呼吸衰竭|Chronic respiratory failure|
K02.9|龋齿|Dental caries|
K04.0|牙髓炎|Pulpitis|
K05.1|慢性牙龈炎|Chronic gingivitis|
K05.3|慢性牙周炎|Chronic periodontitis|
K11.2|涎腺炎|Sialoadenitis|
K12.0|复发性口腔溃疡|Recurrent oral aphthae|口疮
K21.0|胃食管反流病伴食管炎|Gastro-oesophageal reflux disease with oesophagitis|GERD 反流性食管炎
K21.9|胃食管反流病|Gastro-oesophageal reflux disease|GERD
K22.6|贲门黏膜撕裂综合征|Mallory-Weiss syndrome|
K25.4|胃溃疡伴出血|Gastric ulcer with haemorrhage|
K25.9|胃溃疡|Gastric ulcer|
K26.4|十二指肠溃疡伴出血|Duodenal ulcer with haemorrhage|
K26.9|十二指肠溃疡|Duodenal ulcer|
K27.9|消化性溃疡|Peptic ulcer|
K29.1|急性胃炎|Acute gastritis|
K29.4|慢性萎缩性胃炎|Chronic atrophic gastritis|
K29.5|慢性胃炎|Chronic gastritis|
K30|功能性消化不良|Functional dyspepsia|
K31.7|胃息肉|Polyp of stomach|
K35.8|急性阑尾炎|Acute appendicitis|
K40.9|腹股沟疝|Inguinal hernia|
K44.9|膈疝|Diaphragmatic hernia|食管裂孔疝
K50.9|克罗恩病|Crohn disease|
K51.9|溃疡性结肠炎|Ulcerative colitis|UC
K52.9|非感染性胃肠炎和结肠炎|Noninfective gastroenteritis and colitis|
K56.1|肠套叠|Intussusception|
K56.6|肠梗阻|Intestinal obstruction|ileus
K57.9|肠憩室病|Diverticular disease of intestine|
K58.9|肠易激综合征|Irritable bowel syndrome|IBS
K59.0|便秘|Constipation|
K60.2|肛裂|Anal fissure|
K60.3|肛瘘|Anal fistula|
K61.0|肛周脓肿|Anal abscess|
K63.5|结肠息肉|Polyp of colon|
K65.0|急性腹膜炎|Acute peritonitis|
K70.3|酒精性肝硬化|Alcoholic cirrhosis of liver|
K72.9|肝衰竭|Hepatic failure|肝性脑病
K73.9|慢性肝炎|Chronic hepatitis|
K74.6|肝硬化|Cirrhosis of liver|
K75.0|肝脓肿|Abscess of liver|
K75.4|自身免疫性肝炎|Autoimmune hepatitis|
K76.0|脂肪肝|Fatty liver|NAFLD
K76.6|门静脉高压|Portal hypertension|
K80.1|胆囊结石伴胆囊炎|Calculus of gallbladder with cholecystitis|
K80.2|胆囊结石|Calculus of gallbladder|胆石症 gallstone
K80.5|胆管结石|Calculus of bile duct|
K81.0|急性胆囊炎|Acute cholecystitis|
K81.1|慢性胆囊炎|Chronic cholecystitis|
K82.8|胆囊息肉|Polyp of gallbladder|
K83.0|胆管炎|Cholangitis|
K85.9|急性胰腺炎|Acute pancreatitis|
K86.1|慢性胰腺炎|Chronic pancreatitis|
K92.0|呕血|Haematemesis|
K92.1|黑便|Melaena|
K92.2|消化道出血|Gastrointestinal haemorrhage|GI bleeding
L02.9|皮肤脓肿、疖和痈|Cutaneous abscess, furuncle and carbuncle|
L03.9|蜂窝织炎|Cellulitis|
L08.0|脓皮病|Pyoderma|
L20.9|特应性皮炎|Atopic dermatitis|
L21.9|脂溢性皮炎|Seborrhoeic dermatitis|
L23.9|变应性接触性皮炎|Allergic contact dermatitis|
L27.0|药物性皮炎|Drug eruption|药疹
L28.2|丘疹性荨麻疹|Papular urticaria|
L29.9|皮肤瘙痒症|Pruritus|
L30.9|湿疹|Eczema|dermatitis
L40.0|寻常型银屑病|Psoriasis vulgaris|牛皮癣
L42|玫瑰糠疹|Pityriasis rosea|
L50.9|荨麻疹|Urticaria|hives
L63.9|斑秃|Alopecia areata|
L70.0|寻常痤疮|Acne vulgaris|
L71.9|玫瑰痤疮|Rosacea|
L80|白癜风|Vitiligo|
L89.9|压疮|Pressure ulcer|褥疮
L97|下肢溃疡|Ulcer of lower limb|
M06.9|类风湿关节炎|Rheumatoid arthritis|RA
M10.9|痛风|Gout|
M13.9|关节炎|Arthritis|
M16.9|髋关节骨性关节炎|Osteoarthritis of hip|coxarthrosis
M17.9|膝关节骨性关节炎|Osteoarthritis of knee|gonarthrosis
M19.9|骨性关节炎|Osteoarthritis|
M23.3|膝关节半月板损伤|Meniscus derangement|
M25.5|关节痛|Pain in joint|
M31.6|巨细胞动脉炎|Giant cell arteritis|
M32.9|系统性红斑狼疮|Systemic lupus erythematosus|SLE
M33.2|多发性肌炎|Polymyositis|
M34.9|系统性硬化症|Systemic sclerosis|硬皮病
M35.0|干燥综合征|Sjogren syndrome|
M35.3|风湿性多肌痛|Polymyalgia rheumatica|
M41.9|脊柱侧弯|Scoliosis|
M45|强直性脊柱炎|Ankylosing spondylitis|
M47.8|颈椎病|Cervical spondylosis|
M48.0|椎管狭窄|Spinal stenosis|
M51.2|腰椎间盘突出|Lumbar disc herniation|
M54.2|颈痛|Cervicalgia|neck pain
M54.3|坐骨神经痛|Sciatica|
M54.5|腰痛|Low back pain|下腰痛
M60.9|肌炎|Myositis|
M65.3|扳机指|Trigger finger|
M65.9|腱鞘炎|Tenosynovitis|
M70.6|滑囊炎|Bursitis|
M75.0|粘连性肩关节囊炎|Adhesive capsulitis of shoulder|肩周炎 frozen shoulder
M75.1|肩袖损伤|Rotator cuff syndrome|
M77.1|肱骨外上髁炎|Lateral epicondylitis|网球肘 tennis elbow
M79.1|肌痛|Myalgia|
M79.7|纤维肌痛|Fibromyalgia|
M81.9|骨质疏松症|Osteoporosis|
M80.9|骨质疏松伴病理性骨折|Osteoporosis with pathological fracture|
M86.9|骨髓炎|Osteomyelitis|
M87.9|骨坏死|Osteonecrosis|股骨头坏死
`;
