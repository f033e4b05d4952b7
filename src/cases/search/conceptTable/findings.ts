/** Complaints, signs, parts of the body, people and circumstances. */
export const FINDINGS = `
R50|发热;发烧;高烧;高热;低烧;体温升高;低热|fever;pyrexia;febrile;high temperature
R05|咳嗽;干咳;咳痰;咳嗽有痰|cough;coughing;sputum
R04.2|咯血;咳血|hemoptysis;coughing up blood;haemoptysis
R06.0|呼吸困难;气短;气促;喘不上气;气喘;胸闷气短;憋气|dyspnea;shortness of breath;breathlessness;dyspnoea;difficulty breathing;breathing difficulty
R07|胸痛;胸口痛;胸部疼痛|chest pain;thoracic pain
|胸闷|chest tightness;chest discomfort
R00.2|心悸;心慌;心跳快;心跳加速|palpitations;palpitation;racing heart;rapid heartbeat
R51|头痛;头疼|headache;cephalalgia;head pain;headaches
R42|头晕;眩晕;头昏;晕眩|dizziness;vertigo;lightheadedness;dizzy
R55|晕厥;昏厥;晕倒;昏倒|syncope;fainting;loss of consciousness;blackout
R40|昏迷;意识障碍;意识不清|coma;unconsciousness;altered consciousness;disturbance of consciousness
R11|恶心;呕吐;恶心呕吐;想吐;反胃|nausea;vomiting;emesis;throwing up
R10|腹痛;肚子痛;肚子疼;胃痛;胃疼;腹部疼痛|abdominal pain;stomach ache;belly pain;stomach pain;stomachache
A09.9|腹泻;拉肚子;拉稀;腹泻病|diarrhea;diarrhoea;loose stools
K59.0|便秘;大便干燥;大便不通|constipation
K92.1|便血;黑便;大便带血;血便|melena;blood in stool;bloody stool;rectal bleeding;hematochezia
K92.0|呕血;吐血|hematemesis;vomiting blood
R14|腹胀;胀气;肚子胀;胃胀|bloating;abdominal distension;flatulence
R12|烧心;反酸;胃灼热;胃酸|heartburn;acid regurgitation
R13|吞咽困难;吞咽障碍|dysphagia;difficulty swallowing
R63.0|食欲不振;没有食欲;厌食;没胃口|loss of appetite;anorexia;poor appetite
R63.4|体重下降;消瘦;体重减轻|weight loss;losing weight
R63.5|体重增加|weight gain
R53|疲劳;乏力;疲乏;没力气;浑身无力;疲倦|fatigue;tiredness;weakness;asthenia;lethargy
R60|水肿;浮肿;肿胀;下肢水肿|edema;swelling;oedema;leg swelling
R21|皮疹;红疹;起疹子;疹子|rash;skin rash;exanthem;eruption
L29|瘙痒;发痒;皮肤瘙痒|pruritus;itching;itch;itchy
R20|麻木;手麻;手脚麻木;感觉异常;发麻|numbness;tingling;paresthesia
G81|偏瘫;半身不遂;瘫痪|hemiplegia;paralysis;hemiparesis
R25.1|震颤;手抖;颤抖|tremor;tremors;shaking
R25.2|抽筋;肌肉痉挛;腿抽筋|muscle cramp;cramps;muscle spasm
M54.5|腰痛;腰疼;下腰痛;腰酸|low back pain;lumbago;back pain;lower back pain
M54.2|颈痛;脖子痛;颈部疼痛|neck pain;cervicalgia
M25.5|关节痛;关节疼痛|joint pain;arthralgia;painful joints
M25.56|膝盖疼;膝关节痛|knee pain
M79.1|肌肉痛;肌肉酸痛|myalgia;muscle pain;muscle ache
M25.6|关节僵硬;晨僵|joint stiffness;morning stiffness
R52|疼痛;慢性疼痛|pain;chronic pain;ache
G89|癌痛;癌性疼痛|cancer pain
M79.2|神经痛;神经性疼痛|neuralgia;neuropathic pain;nerve pain
R61|出汗;多汗;盗汗;出虚汗|sweating;hyperhidrosis;night sweats;excessive sweating
R68.8|寒战;发冷;怕冷;畏寒|chills;rigors;feeling cold
R07.0|咽痛;嗓子疼;喉咙痛;喉咙疼;咽喉痛|sore throat;throat pain;pharyngalgia
R49|声音嘶哑;嘶哑;失声|hoarseness;dysphonia;loss of voice
R09.8|流鼻涕;鼻塞;打喷嚏;流涕|runny nose;nasal congestion;sneezing;rhinorrhea;stuffy nose
R04.0|鼻出血;流鼻血;鼻血|epistaxis;nosebleed
R43|嗅觉丧失;味觉丧失;嗅觉减退|anosmia;loss of smell;loss of taste;ageusia
R06.2|喘息;喘鸣;哮鸣音|wheezing;wheeze
R06.6|打嗝;呃逆;嗳气|hiccup;hiccups;belching
R06.5|打鼾;打呼噜|snoring
R31|血尿;尿血|hematuria;blood in urine;haematuria
R80|蛋白尿;尿蛋白|proteinuria;protein in urine;albuminuria
R30|尿痛;排尿困难|dysuria;painful urination;difficulty urinating
R35|尿频;多尿;夜尿|frequent urination;polyuria;urinary frequency;nocturia
R32|尿失禁;遗尿;尿床|urinary incontinence;incontinence;enuresis;bedwetting
R33|尿潴留|urinary retention
R34|少尿;无尿|oliguria;anuria
H53|视力下降;视物模糊;视力模糊;复视|blurred vision;vision loss;visual impairment;double vision;diplopia;decreased vision
H57.1|眼痛;眼睛痛|eye pain
H92|耳痛;耳朵疼|ear pain;earache;otalgia
K08.8|牙痛;牙疼|toothache;dental pain
R19.6|口臭|halitosis;bad breath
R68.2|口干;口渴|dry mouth;thirst;xerostomia
R59|淋巴结肿大|lymphadenopathy;swollen lymph nodes;enlarged lymph nodes
R16|肝大;脾大;肝脾肿大|hepatomegaly;splenomegaly;enlarged spleen;hepatosplenomegaly
R23.0|发绀;紫绀|cyanosis
R58|出血|bleeding;hemorrhage;haemorrhage
R23.3|瘀斑;淤青;紫癜|bruising;purpura;ecchymosis;petechiae
R41.3|记忆力减退;健忘;记忆力下降|memory loss;forgetfulness;amnesia
R45|易怒;烦躁;情绪低落|irritability;agitation;low mood
R44|幻觉;幻听|hallucination;hallucinations
R47|失语;言语不清;口齿不清|aphasia;slurred speech;dysarthria
R26|共济失调;步态不稳;走路不稳|ataxia;gait disturbance;unsteady gait
R62|发育迟缓;生长发育迟缓;矮小症|developmental delay;growth retardation;failure to thrive;short stature
N89.8|白带异常;白带增多;阴道分泌物|vaginal discharge;leukorrhea
N64.4|乳房胀痛;乳房疼痛;乳腺疼痛|breast pain;mastalgia
Z33|怀孕;妊娠;孕妇;孕期|pregnancy;pregnant;gestation;pregnant women
|产后;坐月子;月子|postpartum;puerperium;after childbirth
|备孕;怀孕准备|preconception;trying to conceive
|哺乳;母乳喂养;喂奶|breastfeeding;lactation;breast feeding;breast-feeding
|新生儿;初生婴儿|newborn;neonate;neonatal;neonates
|婴儿;宝宝;婴幼儿|infant;baby;infants;babies
|儿童;小孩;孩子;小儿;患儿|child;children;pediatric;paediatric;childhood
|青少年;青春期|adolescent;adolescents;teenager;puberty;adolescence
|老年人;老人;高龄;老年患者|elderly;older adults;aged patients;geriatric;older people
|女性;妇女;女人|women;female;woman
|男性;男人|men;male;man
|心脏|heart;cardiac
|肝脏;肝|liver;hepatic
|肾脏;肾|kidney;renal;kidneys
|肺部;肺脏|lung;pulmonary;lungs
|大脑;脑部|brain;cerebral
|胃部|stomach;gastric
|肠道;小肠;大肠|intestine;bowel;gut;intestinal
|胰腺|pancreas;pancreatic
|胆囊;胆道|gallbladder;biliary;bile duct
|脾脏|spleen;splenic
|甲状腺|thyroid;thyroid gland
|前列腺|prostate
|子宫|uterus;uterine
|卵巢|ovary;ovarian;ovaries
|宫颈;子宫颈|cervix
|乳房;乳腺|breast;mammary
|膀胱|bladder
|食管;食道|esophagus;oesophagus;esophageal
|皮肤|skin;cutaneous
|眼睛;眼部|eye;ocular;eyes
|视网膜|retina;retinal
|耳朵|ear;ears
|鼻子;鼻腔|nose;nasal
|口腔|mouth;oral cavity
|牙齿|tooth;teeth;dental
|骨骼|bone;skeletal;bones
|骨髓|bone marrow
|关节|joint;joints
|膝关节;膝盖|knee
|髋关节|hip joint
|肩关节;肩膀|shoulder
|脊柱;脊椎|spine;spinal;vertebra
|脊髓|spinal cord
|肌肉|muscle;muscular;skeletal muscle
|淋巴结|lymph node;lymph nodes
|血管|blood vessel;vascular;blood vessels
|动脉|artery;arterial;arteries
|静脉|vein;venous;veins
|冠状动脉|coronary artery;coronary arteries
|主动脉|aorta;aortic
|神经|nerve;nerves
|垂体|pituitary
|肾上腺|adrenal;adrenal gland
|睾丸|testis;testicular;testicle
|血压|blood pressure
|心率;心跳|heart rate;heartbeat;pulse rate
|体重|body weight;weight
|身体质量指数;体重指数|body mass index;BMI
|寿命;生存期;生存率|survival;life expectancy;survival rate
|死亡率;死亡;病死率|mortality;death;fatality;case fatality
|预后|prognosis;outcome
|并发症|complication;complications
|复发|recurrence;relapse
|副作用;不良反应|side effect;side effects;adverse effect;adverse event;adverse reaction;adverse events
|病因;发病原因;引起的原因|etiology;cause;causes;aetiology
|危险因素|risk factor;risk factors
|症状|symptom;symptoms;clinical manifestation
|诊断|diagnosis;diagnostic
|治疗;疗法;医治|treatment;therapy;therapeutic
|预防|prevention;prophylaxis;preventive
|遗传;家族史|heredity;genetic;hereditary;inherited;family history
|传染;传播;传染性|transmission;contagious;infectious;spread
|感染|infection;infections;infected
|炎症;发炎|inflammation;inflammatory
|筛查;体检|screening;check-up;checkup
|康复|rehabilitation;recovery
|手术后;术后|postoperative;after surgery;post-operative
|潜伏期|incubation period
|隔离|quarantine;isolation;social distancing
|口罩|face mask;mask;masks
|饮食;食物|diet;food;dietary;nutrition
|运动;锻炼;体育锻炼|exercise;physical activity;workout
|喝酒;饮酒|alcohol;drinking alcohol;alcohol consumption
|咖啡;咖啡因|coffee;caffeine
|睡眠|sleep
|压力;应激|stress;psychological stress
|月经;例假;大姨妈;经期|menstruation;menstrual period;menses;menstrual cycle
|见红;点滴出血|spotting;light bleeding
|小便;排尿;尿液|urine;urination
|大便;粪便;排便|stool;feces;defecation;bowel movement
|水泡;水疱|blister;vesicle;blisters
|小腹;下腹;下腹部|lower abdomen
|性生活;同房;性交|sexual intercourse;sex
|生长激素;身高;长个子|growth hormone;body height
|胎儿;胚胎|fetus;embryo;fetal
|胎动;胎心|fetal movement;fetal heart rate
|羊水|amniotic fluid
|精子;精液|sperm;semen
|排卵;排卵期|ovulation
|囊肿|cyst;cysts
|结节|nodule;nodules
|息肉|polyp;polyps
|溃疡|ulcer;ulcers
|积液|effusion
|血栓|thrombus;blood clot;thrombosis;blood clots
|狭窄|stenosis;narrowing
|钙化|calcification
|增生|hyperplasia
|萎缩|atrophy
|坏死|necrosis
|畸形|malformation;deformity;birth defects;congenital malformation
|外伤;创伤;受伤|trauma;injury;injuries
|良性|benign
|恶性|malignant
|急性|acute
|慢性|chronic
|先天性|congenital
|剂量;用量|dose;dosage
|疗程|course of treatment;duration of treatment
|食疗;忌口;饮食禁忌|dietary advice;diet therapy
|长期服用;长期用药|long-term use;long term use
|免疫力;免疫;免疫系统|immunity;immune system;immune response
`;
