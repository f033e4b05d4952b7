/** Drugs, procedures, examinations, laboratory tests, food and organisms. */
export const TREATMENTS = `
|阿司匹林;乙酰水杨酸|aspirin;acetylsalicylic acid;ASA
|氯吡格雷|clopidogrel;Plavix
|替格瑞洛|ticagrelor
|抗血小板药;抗血小板治疗|antiplatelet;antiplatelet therapy;platelet inhibitor
|华法林|warfarin;Coumadin
|肝素;低分子肝素;依诺肝素|heparin;low molecular weight heparin;enoxaparin;LMWH
|利伐沙班;达比加群;阿哌沙班|rivaroxaban;dabigatran;apixaban;direct oral anticoagulant;DOAC;NOAC
|抗凝;抗凝药;抗凝治疗|anticoagulant;anticoagulation;blood thinner;anticoagulants
|溶栓;溶栓治疗;阿替普酶|thrombolysis;thrombolytic;alteplase;tPA;tissue plasminogen activator
|他汀;他汀类;阿托伐他汀;瑞舒伐他汀;辛伐他汀|statin;statins;atorvastatin;rosuvastatin;simvastatin;HMG-CoA reductase inhibitor
|降脂药;依折麦布|lipid-lowering;ezetimibe;lipid lowering drug
|硝酸甘油;硝酸酯|nitroglycerin;nitrate;glyceryl trinitrate
|β受体阻滞剂;美托洛尔;比索洛尔;普萘洛尔;倍他乐克|beta-blocker;beta blocker;metoprolol;bisoprolol;propranolol;beta-blockers;beta adrenergic antagonist
|钙通道阻滞剂;钙离子拮抗剂;氨氯地平;硝苯地平|calcium channel blocker;amlodipine;nifedipine;calcium antagonist
|血管紧张素转换酶抑制剂;卡托普利;依那普利;贝那普利|ACE inhibitor;captopril;enalapril;angiotensin-converting enzyme inhibitor;lisinopril;ACE inhibitors
|血管紧张素受体拮抗剂;缬沙坦;氯沙坦;厄贝沙坦|angiotensin receptor blocker;valsartan;losartan;irbesartan;ARB
|沙库巴曲缬沙坦|sacubitril valsartan;sacubitril/valsartan
|降压药;抗高血压药|antihypertensive;blood pressure medication;antihypertensive drugs
|利尿剂;利尿药;呋塞米;氢氯噻嗪;速尿|diuretic;furosemide;hydrochlorothiazide;diuretics
|螺内酯;安体舒通|spironolactone
|地高辛|digoxin;digitalis
|胺碘酮|amiodarone
|胰岛素;注射胰岛素|insulin;insulin therapy
|二甲双胍;格华止|metformin;Glucophage
|格列美脲;格列齐特;磺脲类|glimepiride;gliclazide;sulfonylurea
|阿卡波糖|acarbose
|利拉鲁肽;司美格鲁肽;胰高血糖素样肽|liraglutide;semaglutide;GLP-1 receptor agonist;GLP-1;glucagon-like peptide-1
|达格列净;恩格列净|dapagliflozin;empagliflozin;SGLT2 inhibitor
|西格列汀|sitagliptin;DPP-4 inhibitor
|降糖药;口服降糖药|antidiabetic;hypoglycemic agent;glucose-lowering drug
|左甲状腺素;优甲乐;甲状腺素|levothyroxine;thyroxine;L-thyroxine
|甲巯咪唑;丙硫氧嘧啶|methimazole;propylthiouracil
|糖皮质激素;皮质激素;激素治疗;泼尼松;强的松;甲泼尼龙|corticosteroid;glucocorticoid;prednisone;methylprednisolone;steroids;prednisolone;corticosteroids
|地塞米松|dexamethasone
|布洛芬;芬必得|ibuprofen;Advil;Motrin
|对乙酰氨基酚;扑热息痛;泰诺|acetaminophen;paracetamol;Tylenol
|非甾体抗炎药;双氯芬酸;塞来昔布|nonsteroidal anti-inflammatory drug;NSAID;diclofenac;celecoxib;NSAIDs;non-steroidal anti-inflammatory
|吗啡;阿片类;芬太尼;羟考酮|morphine;opioid;fentanyl;oxycodone;opioids;opiate
|曲马多|tramadol
|止痛药;镇痛药;镇痛|analgesic;painkiller;pain relief;analgesia
|退烧药;退热药|antipyretic;fever reducer
|青霉素|penicillin
|阿莫西林;羟氨苄青霉素|amoxicillin;amoxycillin
|头孢;头孢菌素;头孢曲松;头孢克肟|cephalosporin;ceftriaxone;cefixime;cefuroxime
|阿奇霉素;红霉素;克拉霉素;大环内酯|azithromycin;erythromycin;clarithromycin;macrolide
|左氧氟沙星;环丙沙星;莫西沙星;喹诺酮;氟喹诺酮|levofloxacin;ciprofloxacin;moxifloxacin;fluoroquinolone;quinolone
|甲硝唑;替硝唑|metronidazole;tinidazole
|万古霉素|vancomycin
|亚胺培南;美罗培南;碳青霉烯|imipenem;meropenem;carbapenem
|多西环素;四环素;米诺环素|doxycycline;tetracycline;minocycline
|庆大霉素;氨基糖苷|gentamicin;aminoglycoside
|复方新诺明;磺胺|trimethoprim-sulfamethoxazole;sulfonamide;co-trimoxazole
|抗生素;抗菌药物;消炎药;抗菌药|antibiotic;antibiotics;antibacterial;antimicrobial
|耐药;耐药性;抗生素耐药|antibiotic resistance;antimicrobial resistance;drug resistance;drug-resistant
|耐甲氧西林金黄色葡萄球菌|methicillin-resistant Staphylococcus aureus;MRSA
|异烟肼;利福平;乙胺丁醇;抗结核药|isoniazid;rifampicin;ethambutol;rifampin;antituberculosis
|氟康唑;伊曲康唑;抗真菌药|fluconazole;itraconazole;antifungal
|阿昔洛韦;伐昔洛韦|acyclovir;valacyclovir;aciclovir
|奥司他韦;达菲|oseltamivir;Tamiflu
|瑞德西韦|remdesivir
|羟氯喹;氯喹|hydroxychloroquine;chloroquine
|伊维菌素|ivermectin
|奈玛特韦;帕克斯洛维德|nirmatrelvir;Paxlovid
|洛匹那韦|lopinavir;ritonavir;lopinavir/ritonavir
|托珠单抗|tocilizumab
|恢复期血浆|convalescent plasma
|抗病毒;抗病毒药;恩替卡韦;替诺福韦|antiviral;entecavir;tenofovir;antivirals
|抗逆转录病毒治疗;鸡尾酒疗法|antiretroviral therapy;HAART;antiretroviral
|干扰素|interferon;interferons
|奥美拉唑;质子泵抑制剂;泮托拉唑;雷贝拉唑|omeprazole;proton pump inhibitor;pantoprazole;PPI;rabeprazole;esomeprazole
|雷尼替丁;法莫替丁|ranitidine;famotidine;H2 blocker
|铝碳酸镁;抗酸药|antacid
|多潘立酮;吗丁啉|domperidone
|昂丹司琼;止吐药|ondansetron;antiemetic
|蒙脱石散;止泻药|montmorillonite;smectite;antidiarrheal;loperamide
|乳果糖;泻药;开塞露|lactulose;laxative;laxatives
|益生菌;双歧杆菌|probiotic;probiotics;bifidobacterium;lactobacillus
|沙丁胺醇;支气管扩张剂|salbutamol;albuterol;bronchodilator
|布地奈德;吸入激素|budesonide;inhaled corticosteroid
|孟鲁司特|montelukast
|氨溴索;祛痰药;止咳药|ambroxol;expectorant;cough medicine;antitussive
|氯雷他定;西替利嗪;抗组胺药;抗过敏药;扑尔敏|loratadine;cetirizine;antihistamine;antihistamines;chlorpheniramine
|肾上腺素|epinephrine;adrenaline
|多巴胺|dopamine
|左旋多巴|levodopa;L-dopa
|卡马西平;丙戊酸钠;苯妥英;抗癫痫药;拉莫三嗪|carbamazepine;valproate;phenytoin;antiepileptic;anticonvulsant;lamotrigine;valproic acid
|加巴喷丁;普瑞巴林|gabapentin;pregabalin
|氟西汀;舍曲林;帕罗西汀;艾司西酞普兰;抗抑郁药|fluoxetine;sertraline;paroxetine;escitalopram;antidepressant;SSRI;selective serotonin reuptake inhibitor;antidepressants
|奥氮平;利培酮;氯氮平;喹硫平;抗精神病药|olanzapine;risperidone;clozapine;quetiapine;antipsychotic;antipsychotics
|地西泮;安定;阿普唑仑;劳拉西泮;苯二氮卓|diazepam;alprazolam;lorazepam;benzodiazepine
|锂盐;碳酸锂|lithium
|安眠药;唑吡坦|sleeping pill;zolpidem;hypnotic
|多奈哌齐;美金刚|donepezil;memantine;cholinesterase inhibitor
|别嘌醇;非布司他|allopurinol;febuxostat
|秋水仙碱|colchicine
|甲氨蝶呤|methotrexate
|阿达木单抗;英夫利昔单抗;肿瘤坏死因子抑制剂|adalimumab;infliximab;TNF inhibitor;anti-TNF
|环孢素;他克莫司;免疫抑制剂|cyclosporine;tacrolimus;immunosuppressant;immunosuppression;immunosuppressive
|环磷酰胺|cyclophosphamide
|顺铂;卡铂;奥沙利铂|cisplatin;carboplatin;oxaliplatin
|紫杉醇;多西他赛|paclitaxel;docetaxel;taxane
|吉非替尼;奥希替尼;厄洛替尼|gefitinib;osimertinib;erlotinib;EGFR inhibitor
|伊马替尼;格列卫|imatinib;Gleevec
|曲妥珠单抗;赫赛汀|trastuzumab;Herceptin
|贝伐珠单抗|bevacizumab;Avastin
|利妥昔单抗;美罗华|rituximab
|帕博利珠单抗;纳武利尤单抗;免疫检查点抑制剂;信迪利单抗|pembrolizumab;nivolumab;immune checkpoint inhibitor;PD-1 inhibitor;checkpoint inhibitor;anti-PD-1
|他莫昔芬;来曲唑;内分泌治疗|tamoxifen;letrozole;endocrine therapy;aromatase inhibitor
|单克隆抗体;单抗|monoclonal antibody;monoclonal antibodies
|化疗;化学治疗;化学疗法|chemotherapy;chemo
|放疗;放射治疗|radiotherapy;radiation therapy;irradiation
|靶向治疗;靶向药|targeted therapy
|免疫治疗;免疫疗法|immunotherapy
|基因治疗|gene therapy
|干细胞;干细胞移植;骨髓移植|stem cell;stem cell transplantation;bone marrow transplantation;hematopoietic stem cell transplantation
|避孕药;口服避孕药;避孕;紧急避孕药|contraceptive;oral contraceptive;birth control;birth control pill;contraception;emergency contraception
|黄体酮;孕激素;孕酮|progesterone;progestin
|雌激素;激素替代治疗|estrogen;hormone replacement therapy;oestrogen;HRT
|睾酮;雄激素|testosterone;androgen
|西地那非;伟哥|sildenafil;Viagra
|坦索罗辛;非那雄胺|tamsulosin;finasteride
|叶酸|folic acid;folate
|铁剂;补铁|iron supplement;iron supplementation
|钙片;补钙;钙剂|calcium supplement;calcium supplementation;calcium
|维生素D|vitamin D;cholecalciferol
|维生素C|vitamin C;ascorbic acid
|维生素E|vitamin E;tocopherol
|维生素A;胡萝卜素|vitamin A;retinol;beta-carotene;carotenoid
|维生素B12;钴胺素;甲钴胺|vitamin B12;cobalamin;B12
|维生素K|vitamin K
|维生素;复合维生素|vitamin;multivitamin;vitamins
|鱼油;深海鱼油;欧米伽3|fish oil;omega-3;omega-3 fatty acids
|锌|zinc
|硒|selenium
|镁|magnesium
|双膦酸盐;阿仑膦酸钠|bisphosphonate;alendronate
|玻璃酸钠;氨基葡萄糖|hyaluronic acid;glucosamine
|中药;中医;中成药;中草药|traditional Chinese medicine;Chinese herbal medicine;herbal medicine;TCM
|针灸;针刺;艾灸|acupuncture;moxibustion
|推拿;按摩|massage;tuina
|安慰剂|placebo
|疫苗;接种疫苗;预防接种;打疫苗|vaccine;vaccination;immunization;immunisation;vaccines
|新冠疫苗|COVID-19 vaccine;COVID vaccine;mRNA vaccine
|麻醉;全麻;局麻|anesthesia;anaesthesia;general anesthesia;anesthetic
|手术;外科手术;开刀|surgery;operation;surgical;surgical procedure
|微创手术;腹腔镜;腹腔镜手术|laparoscopy;laparoscopic surgery;minimally invasive surgery;laparoscopic
|经皮冠状动脉介入治疗;冠脉支架;支架植入;心脏支架;支架手术|percutaneous coronary intervention;PCI;coronary stent;stent;angioplasty;stenting
|冠状动脉旁路移植术;冠脉搭桥;心脏搭桥;搭桥手术|coronary artery bypass grafting;CABG;bypass surgery;coronary bypass
|起搏器;心脏起搏器|pacemaker;cardiac pacemaker
|除颤器;植入式除颤器;除颤|defibrillator;implantable cardioverter-defibrillator;ICD device;defibrillation
|射频消融;导管消融|radiofrequency ablation;catheter ablation;ablation
|心肺复苏|cardiopulmonary resuscitation;CPR
|体外膜肺氧合|extracorporeal membrane oxygenation;ECMO
|机械通气;呼吸机;气管插管|mechanical ventilation;ventilator;endotracheal intubation;intubation
|氧疗;吸氧|oxygen therapy;supplemental oxygen
|持续气道正压通气|continuous positive airway pressure;CPAP
|透析;血液透析;腹膜透析;血透|dialysis;hemodialysis;peritoneal dialysis;haemodialysis
|肾移植;肝移植;器官移植|transplantation;kidney transplant;liver transplantation;organ transplant;transplant
|输血|blood transfusion;transfusion
|剖宫产;剖腹产|cesarean section;C-section;caesarean section;cesarean delivery
|顺产;分娩;生产|childbirth;delivery;labor;vaginal delivery
|试管婴儿;体外受精;辅助生殖|in vitro fertilization;IVF;assisted reproduction
|子宫切除术|hysterectomy
|乳房切除术;乳腺切除|mastectomy
|阑尾切除术|appendectomy
|胆囊切除术|cholecystectomy
|前列腺切除术|prostatectomy
|关节置换术;膝关节置换;髋关节置换|joint replacement;knee replacement;hip replacement;arthroplasty
|减肥手术;胃旁路手术|bariatric surgery;gastric bypass
|激光治疗;激光|laser;laser therapy
|整形手术;美容|plastic surgery;cosmetic surgery
|物理治疗;理疗|physiotherapy;physical therapy
|心理治疗;认知行为治疗|psychotherapy;cognitive behavioral therapy;CBT
|引流|drainage
|缝合;伤口|wound;suture;wound healing
|活检;穿刺;活组织检查|biopsy;needle biopsy;puncture
|内镜;胃镜;内窥镜|endoscopy;gastroscopy;endoscopic
|肠镜;结肠镜|colonoscopy
|支气管镜|bronchoscopy
|X线;X光;胸片;拍片|X-ray;radiography;chest X-ray;chest radiograph;radiograph
|计算机断层扫描;CT检查|computed tomography;CT;CT scan;CAT scan
|磁共振;核磁共振;磁共振成像|magnetic resonance imaging;MRI;MR imaging
|超声;彩超;B超;超声检查|ultrasound;ultrasonography;sonography;ultrasonic
|超声心动图;心脏彩超|echocardiography;echocardiogram
|心电图|electrocardiogram;ECG;EKG;electrocardiography
|动态心电图|Holter monitor;ambulatory electrocardiography
|脑电图|electroencephalogram;EEG;electroencephalography
|肌电图|electromyography;EMG
|正电子发射断层扫描|positron emission tomography;PET-CT;PET/CT;PET scan
|血管造影;冠脉造影;冠状动脉造影|angiography;coronary angiography;angiogram
|乳腺钼靶|mammography;mammogram
|肺功能;肺功能检查|spirometry;pulmonary function test;lung function;FEV1
|骨密度|bone mineral density;bone density;DXA
|腰椎穿刺;脑脊液|lumbar puncture;cerebrospinal fluid;CSF
|血常规;全血细胞计数|complete blood count;CBC;full blood count;blood test
|血红蛋白;血色素|hemoglobin;haemoglobin
|白细胞;白细胞计数|white blood cell;leukocyte;WBC;leukocytes
|红细胞|red blood cell;erythrocyte;RBC
|血小板|platelet;platelets;thrombocyte
|淋巴细胞;T细胞|lymphocyte;T cell;lymphocytes;T cells
|中性粒细胞|neutrophil;neutrophils
|嗜酸性粒细胞|eosinophil;eosinophils;eosinophilia
|C反应蛋白|C-reactive protein;CRP
|降钙素原|procalcitonin;PCT
|血沉;红细胞沉降率|erythrocyte sedimentation rate;ESR
|血糖;葡萄糖;空腹血糖|blood glucose;glucose;blood sugar;fasting glucose
|糖化血红蛋白|glycated hemoglobin;HbA1c;hemoglobin A1c;glycosylated hemoglobin
|胆固醇;低密度脂蛋白;高密度脂蛋白|cholesterol;low-density lipoprotein;LDL;high-density lipoprotein;HDL;LDL cholesterol
|甘油三酯|triglyceride;triglycerides
|血脂|blood lipids;lipid profile;lipid
|肌酐;血肌酐;肾小球滤过率|creatinine;serum creatinine;eGFR;glomerular filtration rate
|尿素氮|blood urea nitrogen;urea;BUN
|尿酸|uric acid;urate
|转氨酶;谷丙转氨酶;肝功能|transaminase;alanine aminotransferase;liver function;ALT;liver enzymes;aminotransferase
|胆红素|bilirubin
|白蛋白|albumin
|肌钙蛋白|troponin;cardiac troponin
|脑钠肽;利钠肽|natriuretic peptide;BNP;NT-proBNP
|D-二聚体;D二聚体|D-dimer
|凝血;凝血功能|coagulation;clotting;INR;prothrombin time
|促甲状腺激素;甲状腺功能;甲功|thyroid-stimulating hormone;TSH;thyroid function
|皮质醇|cortisol
|泌乳素;催乳素|prolactin
|甲胎蛋白|alpha-fetoprotein;AFP
|癌胚抗原|carcinoembryonic antigen;CEA
|前列腺特异性抗原|prostate-specific antigen;PSA;prostate specific antigen
|肿瘤标志物|tumor marker;biomarker;tumor markers;biomarkers
|人绒毛膜促性腺激素|human chorionic gonadotropin;hCG
|核酸检测;聚合酶链反应|PCR;polymerase chain reaction;RT-PCR;nucleic acid test
|抗体|antibody;antibodies;immunoglobulin
|抗原|antigen
|电解质;血钾;血钠|electrolyte;serum potassium;serum sodium;electrolytes
|血气分析|blood gas analysis;arterial blood gas
|尿常规;尿检|urinalysis;urine test
|大便常规;大便潜血|stool test;fecal occult blood
|基因;基因突变;突变|gene;mutation;gene mutation;mutations;genetic mutation
|基因检测;遗传咨询|genetic testing;genetic counseling
|蛋白质|protein
|细菌|bacteria;bacterial;bacterium
|病毒|virus;viral;viruses
|真菌|fungus;fungal;fungi
|大肠杆菌|Escherichia coli;E. coli
|金黄色葡萄球菌;葡萄球菌|Staphylococcus aureus;staphylococcus;staphylococcal
|肺炎链球菌;链球菌|Streptococcus pneumoniae;streptococcus;pneumococcus;streptococcal
|铜绿假单胞菌;绿脓杆菌|Pseudomonas aeruginosa;pseudomonas
|沙门氏菌;沙门菌|salmonella
|肠道菌群;微生物组|gut microbiota;microbiome;intestinal flora;gut bacteria
|轮状病毒|rotavirus
|诺如病毒|norovirus
|呼吸道合胞病毒|respiratory syncytial virus;RSV
|肠道病毒|enterovirus
|腺病毒|adenovirus
|受体|receptor;receptors
|血管紧张素转换酶2|ACE2;angiotensin-converting enzyme 2
|氧化应激;抗氧化剂;抗氧化|oxidative stress;antioxidant;antioxidants
|细胞凋亡|apoptosis
|动物模型;小鼠|mouse;mice;animal model
|随机对照试验;临床试验|randomized controlled trial;clinical trial;RCT;randomised trial
|荟萃分析;系统评价|meta-analysis;systematic review
|队列研究|cohort study
|病例报告;病例|case report;case
|流行病学;发病率;患病率|epidemiology;incidence;prevalence
|指南|guideline;guidelines
|重症监护;重症监护室|intensive care;intensive care unit;ICU;critical care
|急诊;急救|emergency;emergency department
|住院;入院|hospitalization;hospital admission;inpatient
|远程医疗|telemedicine;telehealth
|牛奶;奶制品;乳制品|milk;dairy;dairy products
|鸡蛋|egg;eggs
|肉类;红肉;加工肉|meat;red meat;processed meat
|鱼;海鲜|fish;seafood
|大豆;豆制品;豆浆|soy;soybean;soya;isoflavones
|蔬菜|vegetables;vegetable
|水果|fruit;fruits
|坚果|nuts;almonds;walnuts
|全谷物;粗粮|whole grain;whole grains
|膳食纤维|dietary fiber;fiber;fibre
|糖;蔗糖;果糖|sugar;sucrose;fructose
|盐;食盐;低盐;钠摄入|salt;sodium intake;dietary sodium
|饱和脂肪;反式脂肪;脂肪|fat;saturated fat;trans fat;fats
|橄榄油|olive oil
|地中海饮食|Mediterranean diet
|素食;素食主义|vegetarian;vegan;plant-based diet
|生酮饮食;低碳水饮食|ketogenic diet;low-carbohydrate diet
|绿茶;茶|green tea;tea
|姜黄;姜黄素|turmeric;curcumin
|大蒜|garlic
|生姜|ginger
|蜂蜜|honey
|巧克力;可可|chocolate;cocoa
|重金属;铅中毒;汞|heavy metal;lead poisoning;mercury
|空气污染|air pollution;particulate matter
|辐射|radiation exposure;ionizing radiation
`;
