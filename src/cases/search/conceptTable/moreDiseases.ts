/** Diseases of nerves, mind, blood, joints, skin, eyes and ears; of women and children; infections and tumours. */
export const MORE_DISEASES = `
G20|帕金森病;帕金森;帕金森氏病;震颤麻痹|Parkinson's disease;Parkinson disease;parkinsonism
G30|阿尔茨海默病;老年痴呆;老年性痴呆;老年痴呆症|Alzheimer's disease;Alzheimer disease;Alzheimer's;AD dementia;Alzheimers
F03|痴呆;认知障碍;认知功能障碍;痴呆症|dementia;cognitive impairment;cognitive decline;mild cognitive impairment
F05|谵妄|delirium
G40|癫痫;羊癫疯;抽搐发作|epilepsy;seizure disorder;epileptic
R56|抽搐;惊厥;痉挛发作;抽风|seizure;convulsion;seizures;convulsions;fits
R56.0|热性惊厥;高热惊厥|febrile seizure;febrile convulsion
G43|偏头痛|migraine;migraine headache
G44|紧张性头痛|tension headache;tension-type headache
G35|多发性硬化|multiple sclerosis;MS
G12.2|肌萎缩侧索硬化;渐冻症;运动神经元病|amyotrophic lateral sclerosis;ALS;motor neuron disease;Lou Gehrig's disease
G10|亨廷顿病|Huntington's disease;Huntington disease
G70|重症肌无力|myasthenia gravis
G61|格林巴利综合征;吉兰-巴雷综合征|Guillain-Barré syndrome;Guillain-Barre syndrome;GBS
G62|周围神经病;周围神经病变;神经病变|peripheral neuropathy;neuropathy;polyneuropathy
G51|面瘫;面神经炎;面神经麻痹;贝尔麻痹|facial palsy;Bell's palsy;facial paralysis;facial nerve palsy
G50|三叉神经痛|trigeminal neuralgia
G56|腕管综合征|carpal tunnel syndrome
G80|脑瘫;脑性瘫痪;小儿脑瘫|cerebral palsy
G91|脑积水|hydrocephalus
G03|脑膜炎;细菌性脑膜炎|meningitis;bacterial meningitis
G04|脑炎;病毒性脑炎;乙脑|encephalitis;viral encephalitis
C71|脑肿瘤;脑瘤;胶质瘤;胶质母细胞瘤;脑癌|brain tumor;glioma;glioblastoma;brain tumour;brain cancer
D32|脑膜瘤|meningioma
G47.0|失眠;失眠症;睡不着;睡眠障碍;睡眠不好|insomnia;sleep disorder;sleeplessness;sleep disturbance;trouble sleeping
G47.4|发作性睡病|narcolepsy
G25.8|不宁腿综合征;不安腿综合征|restless legs syndrome
G24|肌张力障碍|dystonia
G25.0|特发性震颤|essential tremor
F32|抑郁症;抑郁;重度抑郁|depression;major depressive disorder;depressive disorder;MDD;depressive symptoms;clinical depression
F41|焦虑症;焦虑;焦虑障碍;广泛性焦虑|anxiety;anxiety disorder;generalized anxiety disorder
F41.0|惊恐障碍;惊恐发作|panic disorder;panic attack
F20|精神分裂症;精神分裂|schizophrenia;psychosis
F31|双相情感障碍;躁郁症;双相障碍|bipolar disorder;manic depression;bipolar
F42|强迫症;强迫性障碍|obsessive-compulsive disorder;OCD
F43.1|创伤后应激障碍|post-traumatic stress disorder;PTSD;posttraumatic stress disorder
F84|自闭症;孤独症|autism;autism spectrum disorder;ASD autism
F90|多动症;注意缺陷多动障碍|attention deficit hyperactivity disorder;ADHD;attention-deficit
F95|抽动症;抽动障碍;抽动秽语综合征|Tourette syndrome;tic disorder
F50|神经性厌食;暴食症;进食障碍|anorexia nervosa;bulimia;eating disorder
F48|神经衰弱;神经官能症|neurasthenia;neurosis
F10|酒精依赖;酗酒;酒精中毒|alcohol dependence;alcoholism;alcohol use disorder;alcohol abuse
F17|吸烟;抽烟;戒烟;烟草依赖|smoking;tobacco use;cigarette smoking;smoking cessation;tobacco
F11|阿片类成瘾;吸毒;药物滥用|opioid use disorder;opioid addiction;substance abuse;drug abuse
X84|自杀;自杀意念|suicide;suicidal ideation;suicidality
D64|贫血|anemia;anaemia
D50|缺铁性贫血;缺铁|iron deficiency anemia;iron deficiency;iron-deficiency anaemia
D61|再生障碍性贫血;再障|aplastic anemia;aplastic anaemia
D59|溶血性贫血;溶血|hemolytic anemia;hemolysis;haemolytic anaemia
D57|镰状细胞病;镰刀型细胞贫血|sickle cell disease;sickle cell anemia
D56|地中海贫血;地贫|thalassemia;thalassaemia
D66|血友病|hemophilia;haemophilia
D69|血小板减少;血小板减少症;血小板减少性紫癜|thrombocytopenia;low platelets;ITP;immune thrombocytopenia;low platelet count
D69.0|过敏性紫癜|Henoch-Schonlein purpura;allergic purpura;IgA vasculitis
D65|弥散性血管内凝血|disseminated intravascular coagulation
D70|粒细胞缺乏;中性粒细胞减少;白细胞减少;白细胞低|neutropenia;leukopenia;agranulocytosis;low white blood cell count
C95|白血病;血癌|leukemia;leukaemia
C91.0|急性淋巴细胞白血病|acute lymphoblastic leukemia;acute lymphocytic leukemia
C92.0|急性髓系白血病;急性粒细胞白血病|acute myeloid leukemia;AML;acute myelogenous leukemia
C92.1|慢性粒细胞白血病;慢粒;慢性髓系白血病|chronic myeloid leukemia;CML
C91.1|慢性淋巴细胞白血病|chronic lymphocytic leukemia;CLL
C85|淋巴瘤;非霍奇金淋巴瘤;恶性淋巴瘤|lymphoma;non-Hodgkin lymphoma;non-Hodgkin's lymphoma
C81|霍奇金淋巴瘤;霍奇金病|Hodgkin lymphoma;Hodgkin's disease;Hodgkin's lymphoma
C90|多发性骨髓瘤;骨髓瘤|multiple myeloma;myeloma
D46|骨髓增生异常综合征|myelodysplastic syndrome;MDS
D45|真性红细胞增多症;红细胞增多症|polycythemia vera;polycythemia
A41|脓毒症;败血症;菌血症|sepsis;septicemia;bacteremia;septic;blood poisoning
R57|休克;感染性休克;脓毒性休克|shock;septic shock;circulatory shock
M06|类风湿关节炎;类风湿性关节炎;类风湿|rheumatoid arthritis;RA
M19|骨关节炎;骨性关节炎;退行性关节炎;膝骨关节炎|osteoarthritis;degenerative joint disease;knee osteoarthritis
M13|关节炎|arthritis;joint inflammation
M32|系统性红斑狼疮;红斑狼疮;狼疮|systemic lupus erythematosus;SLE;lupus
M45|强直性脊柱炎;强直|ankylosing spondylitis;spondyloarthritis;axial spondyloarthritis
M35.0|干燥综合征|Sjögren syndrome;Sjogren's syndrome
M34|硬皮病;系统性硬化症|scleroderma;systemic sclerosis
M33|皮肌炎;多发性肌炎|dermatomyositis;polymyositis
M31|血管炎;大动脉炎|vasculitis;arteritis;giant cell arteritis
M35.2|白塞病;贝赫切特病|Behçet's disease;Behcet disease
M30.3|川崎病|Kawasaki disease
M79.7|纤维肌痛;纤维肌痛综合征|fibromyalgia
G93.3|慢性疲劳综合征|chronic fatigue syndrome;myalgic encephalomyelitis
M51|腰椎间盘突出;腰椎间盘突出症;腰突|lumbar disc herniation;herniated disc;slipped disc;disc herniation
M47|颈椎病;脊椎病|cervical spondylosis;spondylosis
M48|椎管狭窄;腰椎管狭窄|spinal stenosis;lumbar spinal stenosis
M54.3|坐骨神经痛|sciatica
M41|脊柱侧弯;脊柱侧凸|scoliosis
M75|肩周炎;冻结肩;五十肩;肩袖损伤|frozen shoulder;adhesive capsulitis;rotator cuff tear;periarthritis of shoulder
M77|网球肘;腱鞘炎;肌腱炎|tennis elbow;tenosynovitis;tendinitis;tendonitis;lateral epicondylitis
M72.2|足底筋膜炎|plantar fasciitis
M87|股骨头坏死;骨坏死|femoral head necrosis;avascular necrosis;osteonecrosis
M86|骨髓炎|osteomyelitis
T14.2|骨折|fracture;broken bone;bone fracture
S72|股骨骨折;髋部骨折;股骨颈骨折|hip fracture;femur fracture;femoral neck fracture
S93|扭伤;踝关节扭伤;拉伤;崴脚|sprain;ankle sprain;strain
S83|半月板损伤;前交叉韧带损伤;韧带损伤|meniscus tear;anterior cruciate ligament injury;ACL injury;ligament injury
T30|烧伤;烫伤|burn;burns;scald
L20|特应性皮炎;异位性皮炎;湿疹|atopic dermatitis;eczema
L30|皮炎;接触性皮炎|dermatitis;contact dermatitis
L40|银屑病;牛皮癣|psoriasis;psoriatic
L50|荨麻疹;风疹块|urticaria;hives
L70|痤疮;青春痘;粉刺;痘痘|acne;acne vulgaris;pimples
L71|酒渣鼻;玫瑰痤疮|rosacea
L80|白癜风|vitiligo
L63|斑秃;脱发;掉头发;雄激素性脱发|alopecia;hair loss;alopecia areata;baldness
L21|脂溢性皮炎;头皮屑|seborrheic dermatitis;dandruff
B02|带状疱疹;缠腰龙;蛇串疮|herpes zoster;shingles
B01|水痘|chickenpox;varicella
B00|单纯疱疹;疱疹;唇疱疹|herpes simplex;herpes;cold sore;HSV
A60|生殖器疱疹|genital herpes
B35|癣;足癣;脚气;股癣;体癣;甲癣;灰指甲;手癣|tinea;ringworm;athlete's foot;onychomycosis;dermatophytosis;jock itch
B37|念珠菌感染;念珠菌病;鹅口疮;霉菌感染|candidiasis;candida;thrush;yeast infection
B86|疥疮|scabies
L03|蜂窝织炎;丹毒|cellulitis;erysipelas
L02|疖;痈;脓肿;皮肤脓肿|abscess;boil;furuncle
B07|疣;寻常疣;扁平疣|wart;warts
C43|黑色素瘤;恶性黑色素瘤|melanoma;malignant melanoma
C44|皮肤癌;基底细胞癌|skin cancer;basal cell carcinoma
L89|压疮;褥疮|pressure ulcer;bedsore;decubitus ulcer
L81.1|黄褐斑;色素沉着|melasma;chloasma;hyperpigmentation
T78|过敏;过敏反应;变态反应;过敏性疾病|allergy;allergic reaction;hypersensitivity;allergies
T78.2|过敏性休克|anaphylaxis;anaphylactic shock
T78.1|食物过敏;牛奶蛋白过敏|food allergy;cow's milk allergy;peanut allergy
H25|白内障|cataract;cataracts
H40|青光眼|glaucoma
H35.3|黄斑变性;老年性黄斑变性|macular degeneration;age-related macular degeneration;AMD
H33|视网膜脱离;视网膜脱落|retinal detachment
H10|结膜炎;红眼病|conjunctivitis;pink eye
H04.1|干眼症;干眼|dry eye;dry eye disease;dry eyes
H52.1|近视;近视眼|myopia;nearsightedness;short-sightedness
H52.2|散光|astigmatism
H50|斜视;弱视|strabismus;amblyopia;squint
H16|角膜炎;角膜溃疡|keratitis;corneal ulcer
H20|葡萄膜炎;虹膜炎|uveitis;iritis
H66|中耳炎;化脓性中耳炎|otitis media;ear infection;middle ear infection
H81|梅尼埃病;美尼尔;耳石症;良性阵发性位置性眩晕|Meniere's disease;benign paroxysmal positional vertigo;BPPV
H90|耳聋;听力下降;听力损失;听力障碍;突发性耳聋|hearing loss;deafness;hearing impairment
H93.1|耳鸣|tinnitus;ringing in the ears
K02|龋齿;蛀牙|dental caries;tooth decay;cavity
K05|牙周炎;牙龈炎;牙周病|periodontitis;gingivitis;periodontal disease;gum disease
K12|口腔溃疡;口疮;口腔炎|mouth ulcer;aphthous ulcer;stomatitis;canker sore;oral ulcer
C50|乳腺癌;乳癌|breast cancer;breast carcinoma;breast tumor;breast neoplasm
N60|乳腺增生;乳腺结节;乳腺纤维瘤|breast hyperplasia;fibrocystic breast;breast lump;mastopathy;fibroadenoma
N61|乳腺炎|mastitis
C53|宫颈癌;子宫颈癌|cervical cancer;cervical carcinoma
N72|宫颈炎;宫颈糜烂;宫颈上皮内瘤变|cervicitis;cervical erosion;cervical intraepithelial neoplasia;cervical dysplasia
|人乳头瘤病毒;人乳头状瘤病毒|human papillomavirus;HPV
C54|子宫内膜癌|endometrial cancer;uterine cancer
C56|卵巢癌|ovarian cancer;ovarian carcinoma
D25|子宫肌瘤|uterine fibroid;uterine fibroids;leiomyoma;uterine myoma;fibroids
N80|子宫内膜异位症;巧克力囊肿;子宫腺肌症|endometriosis;adenomyosis
N83.2|卵巢囊肿|ovarian cyst
E28.2|多囊卵巢综合征;多囊卵巢;多囊|polycystic ovary syndrome;PCOS;polycystic ovarian syndrome
N73|盆腔炎;附件炎;盆腔炎性疾病|pelvic inflammatory disease;PID;adnexitis;salpingitis
N76|阴道炎;细菌性阴道病;霉菌性阴道炎|vaginitis;bacterial vaginosis;vaginal infection
N91|闭经;月经不来;停经|amenorrhea;missed period;amenorrhoea
N92|月经不调;月经紊乱;月经过多;月经不规律|menstrual disorder;irregular menstruation;menorrhagia;irregular periods;heavy menstrual bleeding
N94|痛经;经痛|dysmenorrhea;menstrual pain;period pain;menstrual cramps
N93|子宫出血;阴道出血;功能性子宫出血|uterine bleeding;vaginal bleeding;abnormal uterine bleeding
N95|更年期;绝经;更年期综合征;围绝经期|menopause;climacteric;postmenopausal;perimenopause;hot flashes
N97|不孕;不孕症;不孕不育|infertility;female infertility;subfertility
O03|流产;自然流产;习惯性流产;先兆流产|miscarriage;spontaneous abortion;threatened abortion;recurrent miscarriage;pregnancy loss
O04|人工流产;人流;药物流产;药流|induced abortion;abortion;termination of pregnancy
O00|宫外孕;异位妊娠|ectopic pregnancy
O14|先兆子痫;子痫前期;妊娠高血压;妊高症;子痫|preeclampsia;pre-eclampsia;gestational hypertension;eclampsia
O60|早产|preterm birth;premature birth;preterm labor;prematurity
O72|产后出血|postpartum hemorrhage;postpartum haemorrhage
O44|前置胎盘;胎盘早剥|placenta previa;placental abruption
F53|产后抑郁;产后抑郁症|postpartum depression;postnatal depression
P59|新生儿黄疸;黄疸|neonatal jaundice;jaundice;hyperbilirubinemia;icterus
P07|早产儿;低出生体重|preterm infant;premature infant;low birth weight
B08.4|手足口病|hand foot and mouth disease;hand-foot-mouth disease;HFMD
B05|麻疹|measles
B06|风疹|rubella;German measles
B26|腮腺炎;流行性腮腺炎|mumps;parotitis
A80|脊髓灰质炎;小儿麻痹症|poliomyelitis;polio
A82|狂犬病|rabies
A35|破伤风|tetanus
A36|白喉|diphtheria
A00|霍乱|cholera
A01|伤寒|typhoid fever;typhoid
A03|痢疾;细菌性痢疾;菌痢|dysentery;shigellosis;bacillary dysentery
A90|登革热|dengue;dengue fever
B54|疟疾|malaria;plasmodium
B20|艾滋病;艾滋;人类免疫缺陷病毒;艾滋病病毒|HIV;AIDS;human immunodeficiency virus;HIV infection;acquired immunodeficiency syndrome;HIV/AIDS
A53|梅毒|syphilis
A54|淋病;淋球菌|gonorrhea;gonorrhoea
A56|衣原体感染;衣原体|chlamydia;chlamydia infection
A63.0|尖锐湿疣;生殖器疣|genital warts;condyloma acuminatum
A64|性病;性传播疾病|sexually transmitted disease;sexually transmitted infection;STD;STI
B27|传染性单核细胞增多症|infectious mononucleosis;mononucleosis;Epstein-Barr virus;EBV
B25|巨细胞病毒|cytomegalovirus;CMV
A23|布鲁氏菌病;布病|brucellosis
A69.2|莱姆病|Lyme disease
A98|埃博拉;埃博拉出血热|Ebola;Ebola virus disease
A92.5|寨卡病毒|Zika;Zika virus
B04|猴痘|monkeypox;mpox
B82|蛔虫;寄生虫;绦虫;蛲虫|parasite;worm infection;ascariasis;pinworm;tapeworm;helminth
B58|弓形虫|toxoplasmosis;toxoplasma
B44|曲霉菌病;曲霉菌|aspergillosis;aspergillus
B45|隐球菌|cryptococcosis;cryptococcus
B65|血吸虫病|schistosomiasis
A04.7|艰难梭菌|Clostridium difficile;C. difficile;Clostridioides difficile
A48.1|军团菌;军团菌病|Legionnaires' disease;legionella
C80|癌症;癌;恶性肿瘤;肿瘤|cancer;malignancy;carcinoma;malignant tumor;neoplasm;tumor;tumour;neoplasms
C79|转移;癌转移;肿瘤转移|metastasis;metastatic;metastases
C11|鼻咽癌|nasopharyngeal carcinoma;nasopharyngeal cancer
C32|喉癌|laryngeal cancer;larynx cancer
C06|口腔癌;头颈部肿瘤|oral cancer;head and neck cancer;mouth cancer
C40|骨肉瘤;骨癌|osteosarcoma;bone cancer
C49|肉瘤;软组织肉瘤|sarcoma;soft tissue sarcoma
C45|间皮瘤|mesothelioma
C23|胆囊癌;胆管癌|gallbladder cancer;cholangiocarcinoma
C37|胸腺瘤|thymoma
C74|神经母细胞瘤|neuroblastoma
D18|血管瘤|hemangioma;haemangioma
D17|脂肪瘤|lipoma
Q90|唐氏综合征;21三体综合征|Down syndrome;Down's syndrome;trisomy 21
E84|囊性纤维化|cystic fibrosis;CF lung
E70|苯丙酮尿症|phenylketonuria;PKU
E83.0|肝豆状核变性;威尔逊病|Wilson disease;Wilson's disease
G71|肌营养不良|muscular dystrophy;Duchenne muscular dystrophy
T65|中毒;食物中毒;农药中毒|poisoning;food poisoning;intoxication;toxicity
T58|一氧化碳中毒;煤气中毒|carbon monoxide poisoning
T67|中暑|heat stroke;heatstroke;heat exhaustion
U09|长新冠;新冠后遗症|long COVID;post-COVID;post-acute sequelae
R65|细胞因子风暴|cytokine storm;cytokine release syndrome
D84|免疫缺陷;免疫力低下;免疫功能低下|immunodeficiency;immunocompromised;immunosuppressed
M35|自身免疫性疾病;自身免疫病|autoimmune disease;autoimmune disorder;autoimmunity
|罕见病|rare disease;orphan disease
`;
