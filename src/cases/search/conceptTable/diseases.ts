/** Diseases of heart, vessels, lungs, gut, liver, kidneys, hormones and metabolism. */
export const DISEASES = `
I21|心肌梗死;心梗;心肌梗塞;急性心梗;急性心肌梗死|myocardial infarction;heart attack;MI;AMI;myocardial infarct;cardiac infarction
|ST段抬高型心肌梗死|ST-elevation myocardial infarction;STEMI;ST elevation MI;ST-segment elevation myocardial infarction
|非ST段抬高型心肌梗死|non-ST-elevation myocardial infarction;NSTEMI;non ST elevation MI
I24.9|急性冠脉综合征;急性冠状动脉综合征|acute coronary syndrome;ACS
I25|冠心病;冠状动脉粥样硬化性心脏病;冠状动脉疾病;缺血性心脏病;冠状动脉硬化|coronary heart disease;coronary artery disease;CAD;CHD;ischemic heart disease;ischaemic heart disease;coronary disease
I20|心绞痛;稳定型心绞痛|angina pectoris;angina;stable angina
I20.0|不稳定型心绞痛;不稳定心绞痛|unstable angina
I10|高血压;高血压病;血压高;原发性高血压;血压升高|hypertension;high blood pressure;HTN;elevated blood pressure;essential hypertension;arterial hypertension;hypertensive
I95|低血压;血压低|hypotension;low blood pressure;hypotensive
I95.1|体位性低血压;直立性低血压|orthostatic hypotension;postural hypotension
I50|心力衰竭;心衰;心功能不全;充血性心力衰竭|heart failure;cardiac failure;congestive heart failure;CHF;cardiac insufficiency
|射血分数保留的心力衰竭|heart failure with preserved ejection fraction;HFpEF;diastolic heart failure
|射血分数降低的心力衰竭|heart failure with reduced ejection fraction;HFrEF;systolic heart failure
I48|心房颤动;房颤;心房纤颤|atrial fibrillation;AF;AFib;a-fib
|心房扑动;房扑|atrial flutter
I49|心律失常;心律不齐;心律紊乱|arrhythmia;cardiac arrhythmia;irregular heartbeat;dysrhythmia;heart rhythm disorder
|早搏;期前收缩;室性早搏;房性早搏|premature beats;extrasystole;premature ventricular contraction;PVC;ectopic beats;premature contractions
I47|心动过速;室上性心动过速;室性心动过速|tachycardia;supraventricular tachycardia;ventricular tachycardia;SVT;VT
R00.1|心动过缓;窦性心动过缓|bradycardia;slow heart rate;sinus bradycardia
|心室颤动;室颤|ventricular fibrillation;VF;VFib
I44|房室传导阻滞;传导阻滞;心脏传导阻滞|atrioventricular block;AV block;heart block
I46|心脏骤停;心跳骤停;心搏骤停|cardiac arrest;sudden cardiac arrest;sudden cardiac death
I40|心肌炎;病毒性心肌炎|myocarditis;viral myocarditis
I42|心肌病;扩张型心肌病;肥厚型心肌病|cardiomyopathy;dilated cardiomyopathy;hypertrophic cardiomyopathy;HCM;DCM
I30|心包炎|pericarditis
I31|心包积液;心脏压塞;心包填塞|pericardial effusion;cardiac tamponade
I33|感染性心内膜炎;心内膜炎|infective endocarditis;endocarditis
I05|风湿性心脏病|rheumatic heart disease
I34|心脏瓣膜病;瓣膜病;瓣膜性心脏病|valvular heart disease;heart valve disease
|二尖瓣狭窄|mitral stenosis
|二尖瓣关闭不全;二尖瓣反流;二尖瓣脱垂|mitral regurgitation;mitral valve prolapse;mitral insufficiency
I35|主动脉瓣狭窄;主动脉狭窄|aortic stenosis;aortic valve stenosis
Q24|先天性心脏病;先心病|congenital heart disease;congenital heart defect;CHD congenital
Q21.0|室间隔缺损|ventricular septal defect;VSD
Q21.1|房间隔缺损;卵圆孔未闭|atrial septal defect;ASD;patent foramen ovale;PFO
Q25.0|动脉导管未闭|patent ductus arteriosus;PDA
Q21.3|法洛四联症|tetralogy of Fallot
I71|主动脉夹层;主动脉瘤;腹主动脉瘤|aortic dissection;aortic aneurysm;abdominal aortic aneurysm;AAA
I70|动脉粥样硬化;动脉硬化;粥样斑块|atherosclerosis;arteriosclerosis;atherosclerotic plaque;hardening of the arteries
I73|外周动脉疾病;下肢动脉硬化闭塞症|peripheral arterial disease;peripheral artery disease;PAD;peripheral vascular disease;claudication
I82|深静脉血栓;深静脉血栓形成;静脉血栓;下肢静脉血栓|deep vein thrombosis;DVT;venous thrombosis;deep venous thrombosis
|静脉血栓栓塞症;静脉血栓栓塞|venous thromboembolism;VTE;thromboembolism
I26|肺栓塞;肺动脉栓塞|pulmonary embolism;PE;lung embolism;pulmonary thromboembolism
I83|静脉曲张;下肢静脉曲张|varicose veins;varicosity
I80|静脉炎;血栓性静脉炎|phlebitis;thrombophlebitis
I27|肺动脉高压;肺高压|pulmonary hypertension;pulmonary arterial hypertension;PAH
|肺源性心脏病;肺心病|cor pulmonale
|心血管疾病;心血管病;心脏病|cardiovascular disease;CVD;heart disease;cardiac disease
I63|脑梗死;脑梗;脑梗塞;缺血性卒中;缺血性脑卒中|cerebral infarction;ischemic stroke;ischaemic stroke;brain infarction;cerebral infarct
I64|脑卒中;中风;卒中;脑血管意外|stroke;cerebrovascular accident;CVA;brain attack;apoplexy
I61|脑出血;脑溢血;出血性卒中;颅内出血|intracerebral hemorrhage;cerebral hemorrhage;intracerebral haemorrhage;hemorrhagic stroke;brain hemorrhage;brain bleed;intracranial hemorrhage
I60|蛛网膜下腔出血|subarachnoid hemorrhage;subarachnoid haemorrhage;SAH
S06|颅脑损伤;脑外伤;脑震荡;颅脑外伤|traumatic brain injury;TBI;head injury;concussion;brain injury;head trauma
|硬膜下血肿;硬膜外血肿|subdural hematoma;epidural hematoma;subdural haematoma
G45|短暂性脑缺血发作;脑供血不足|transient ischemic attack;TIA;mini-stroke
I67|脑血管病;脑血管疾病|cerebrovascular disease
|脑动脉瘤;颅内动脉瘤|cerebral aneurysm;intracranial aneurysm;brain aneurysm
J44|慢性阻塞性肺疾病;慢阻肺;慢性阻塞性肺病;慢阻肺病|chronic obstructive pulmonary disease;COPD;chronic obstructive lung disease
J43|肺气肿|emphysema;pulmonary emphysema
J42|慢性支气管炎;慢支|chronic bronchitis
J40|支气管炎;急性支气管炎;气管炎|bronchitis;acute bronchitis;tracheobronchitis
J45|哮喘;支气管哮喘|asthma;bronchial asthma;asthmatic
J18|肺炎;肺部感染;肺感染|pneumonia;lung infection;pulmonary infection;pneumonitis infectious
|社区获得性肺炎|community-acquired pneumonia
|医院获得性肺炎;呼吸机相关性肺炎|hospital-acquired pneumonia;ventilator-associated pneumonia;nosocomial pneumonia;VAP
J15.7|支原体肺炎;肺炎支原体;支原体感染|mycoplasma pneumonia;mycoplasma pneumoniae;mycoplasma infection
J69|吸入性肺炎;误吸|aspiration pneumonia;aspiration
A15|肺结核;结核病;结核;结核分枝杆菌|tuberculosis;TB;pulmonary tuberculosis;mycobacterium tuberculosis
C34|肺癌;支气管肺癌|lung cancer;lung carcinoma;bronchogenic carcinoma;lung tumor;lung neoplasm
|非小细胞肺癌|non-small cell lung cancer;NSCLC;non-small-cell lung cancer;non-small cell lung carcinoma
|小细胞肺癌|small cell lung cancer;SCLC;small-cell lung cancer
|肺结节;肺小结节;磨玻璃结节;肺部结节|pulmonary nodule;lung nodule;ground-glass nodule;solitary pulmonary nodule
J84|间质性肺疾病;间质性肺病;肺间质纤维化;间质性肺炎|interstitial lung disease;ILD;interstitial pneumonia
J84.1|肺纤维化;特发性肺纤维化|pulmonary fibrosis;idiopathic pulmonary fibrosis;IPF;lung fibrosis
J47|支气管扩张;支扩|bronchiectasis
J93|气胸|pneumothorax;collapsed lung
J90|胸腔积液;胸水|pleural effusion
J85|肺脓肿|lung abscess
J86|脓胸|empyema
J80|急性呼吸窘迫综合征|acute respiratory distress syndrome;ARDS
J96|呼吸衰竭;呼吸功能不全|respiratory failure;respiratory insufficiency
J98.1|肺不张|atelectasis
J81|肺水肿|pulmonary edema;pulmonary oedema
D86|结节病|sarcoidosis
J06|上呼吸道感染;上感;呼吸道感染|upper respiratory infection;upper respiratory tract infection;URI;URTI;respiratory tract infection;respiratory infection
J00|感冒;普通感冒;伤风;着凉|common cold;a cold;nasopharyngitis
J10|流行性感冒;流感;甲流;甲型流感;乙流;乙型流感|influenza;flu;influenza virus;seasonal influenza;H1N1
U07.1|新冠;新冠肺炎;新型冠状病毒肺炎;新型冠状病毒感染;新冠病毒;新冠感染;新型冠状病毒|COVID-19;COVID;coronavirus disease 2019;SARS-CoV-2;2019-nCoV;novel coronavirus;coronavirus;severe acute respiratory syndrome coronavirus 2
U04|非典;严重急性呼吸综合征;传染性非典型肺炎|severe acute respiratory syndrome;SARS;SARS-CoV
|中东呼吸综合征|Middle East respiratory syndrome;MERS;MERS-CoV
J02|咽炎;急性咽炎;咽喉炎;慢性咽炎;喉咙发炎|pharyngitis;sore throat infection
J03|扁桃体炎;扁桃腺炎;扁桃体发炎|tonsillitis
J04|喉炎;急性喉炎;声带炎|laryngitis
J01|鼻窦炎;副鼻窦炎|sinusitis;rhinosinusitis;sinus infection
J30|过敏性鼻炎;变应性鼻炎|allergic rhinitis;hay fever
J31|鼻炎;慢性鼻炎|rhinitis;chronic rhinitis
J33|鼻息肉|nasal polyp;nasal polyps
J35|腺样体肥大|adenoid hypertrophy;enlarged adenoids
G47.3|睡眠呼吸暂停;阻塞性睡眠呼吸暂停;睡眠呼吸暂停综合征|sleep apnea;obstructive sleep apnea;sleep apnoea;OSA;sleep-disordered breathing
A37|百日咳|whooping cough;pertussis
A38|猩红热|scarlet fever
K21|胃食管反流病;胃食管反流;反流性食管炎;胃酸反流;返流性食管炎|gastroesophageal reflux disease;GERD;GORD;acid reflux;reflux esophagitis;gastroesophageal reflux;heartburn reflux
K29|胃炎;慢性胃炎;浅表性胃炎;慢性浅表性胃炎|gastritis;chronic gastritis
|萎缩性胃炎;慢性萎缩性胃炎|atrophic gastritis
K27|消化性溃疡;溃疡病|peptic ulcer;peptic ulcer disease;PUD
K25|胃溃疡|gastric ulcer;stomach ulcer
K26|十二指肠溃疡|duodenal ulcer
K92.2|消化道出血;上消化道出血;胃出血;胃肠道出血|gastrointestinal bleeding;GI bleeding;gastrointestinal hemorrhage;upper gastrointestinal bleeding
A09|胃肠炎;急性胃肠炎;肠胃炎|gastroenteritis;stomach flu
K52|肠炎;结肠炎|enteritis;colitis
|幽门螺杆菌;幽门螺旋杆菌|Helicobacter pylori;H. pylori;H pylori
K58|肠易激综合征;肠道易激综合征|irritable bowel syndrome;IBS
|炎症性肠病|inflammatory bowel disease;IBD
K50|克罗恩病|Crohn's disease;Crohn disease
K51|溃疡性结肠炎|ulcerative colitis
K30|消化不良;功能性消化不良|dyspepsia;indigestion;functional dyspepsia
K35|阑尾炎;急性阑尾炎;盲肠炎|appendicitis;acute appendicitis
K56|肠梗阻;肠套叠|intestinal obstruction;bowel obstruction;ileus;intussusception
K57|憩室炎;憩室病|diverticulitis;diverticulosis;diverticular disease
K40|疝气;腹股沟疝;疝|hernia;inguinal hernia
|食管裂孔疝|hiatal hernia
I84|痔疮;痔;内痔;外痔|hemorrhoids;haemorrhoids;piles
K60|肛裂;肛瘘;肛周脓肿|anal fissure;anal fistula;perianal abscess
K80|胆结石;胆囊结石;胆石症;胆管结石|gallstones;cholelithiasis;gallstone;choledocholithiasis
K81|胆囊炎;急性胆囊炎|cholecystitis;gallbladder inflammation
K83|胆管炎;胆道感染|cholangitis
|胆囊息肉|gallbladder polyp
K85|急性胰腺炎;胰腺炎|pancreatitis;acute pancreatitis
K86|慢性胰腺炎|chronic pancreatitis
C25|胰腺癌|pancreatic cancer;pancreatic carcinoma
B16|乙型肝炎;乙肝;乙肝病毒;慢性乙型肝炎;大三阳;小三阳|hepatitis B;HBV;hepatitis B virus;chronic hepatitis B
B17.1|丙型肝炎;丙肝|hepatitis C;HCV;hepatitis C virus
B15|甲型肝炎;甲肝|hepatitis A
K73|肝炎;病毒性肝炎;慢性肝炎|hepatitis;viral hepatitis;chronic hepatitis
K74|肝硬化|cirrhosis;liver cirrhosis;hepatic cirrhosis
|肝纤维化|liver fibrosis;hepatic fibrosis
K76.0|脂肪肝;非酒精性脂肪性肝病;酒精性肝病|fatty liver;fatty liver disease;NAFLD;nonalcoholic fatty liver disease;hepatic steatosis;steatohepatitis;NASH
C22|肝癌;肝细胞癌;原发性肝癌|liver cancer;hepatocellular carcinoma;HCC;hepatoma
K72|肝衰竭;肝功能衰竭;肝性脑病|liver failure;hepatic failure;hepatic encephalopathy
K76.6|门静脉高压;门脉高压;食管静脉曲张|portal hypertension;esophageal varices
R18|腹水|ascites
C16|胃癌|gastric cancer;stomach cancer;gastric carcinoma
C15|食管癌;食道癌|esophageal cancer;oesophageal cancer;esophageal carcinoma
C18|结肠癌;大肠癌;结直肠癌;肠癌|colorectal cancer;colon cancer;bowel cancer;colorectal carcinoma;colon carcinoma
C20|直肠癌|rectal cancer
K63.5|肠息肉;结肠息肉;大肠息肉|colon polyp;colorectal polyp;colonic polyps;colorectal adenoma
K90.0|乳糜泻;麦胶性肠病|celiac disease;coeliac disease;gluten-sensitive enteropathy;gluten intolerance
|乳糖不耐受;乳糖不耐症|lactose intolerance
E11|2型糖尿病;二型糖尿病;Ⅱ型糖尿病|type 2 diabetes;type 2 diabetes mellitus;T2DM;type II diabetes;non-insulin-dependent diabetes;adult-onset diabetes;T2D
E10|1型糖尿病;一型糖尿病|type 1 diabetes;type 1 diabetes mellitus;T1DM;type I diabetes;insulin-dependent diabetes;juvenile diabetes;T1D
E14|糖尿病;消渴|diabetes mellitus;diabetes;diabetic;DM
O24|妊娠期糖尿病;妊娠糖尿病|gestational diabetes;gestational diabetes mellitus;GDM
R73|糖尿病前期;糖耐量异常;糖耐量减低|prediabetes;impaired glucose tolerance;impaired fasting glucose
|胰岛素抵抗|insulin resistance
E10.1|糖尿病酮症酸中毒;酮症酸中毒|diabetic ketoacidosis;ketoacidosis;DKA
|糖尿病足|diabetic foot;diabetic foot ulcer
|糖尿病视网膜病变;糖网病;眼底病变|diabetic retinopathy
|糖尿病肾病;糖尿病肾脏病|diabetic nephropathy;diabetic kidney disease
|糖尿病周围神经病变;糖尿病神经病变|diabetic neuropathy;diabetic peripheral neuropathy
E16|低血糖;血糖低|hypoglycemia;hypoglycaemia;low blood sugar
|高血糖;血糖高;血糖升高;血糖偏高|hyperglycemia;hyperglycaemia;high blood sugar;high blood glucose
E66|肥胖;肥胖症;超重|obesity;overweight;obese
|代谢综合征|metabolic syndrome
E78|高脂血症;高血脂;血脂异常;血脂高;高胆固醇;高胆固醇血症;高甘油三酯血症|hyperlipidemia;dyslipidemia;hyperlipidaemia;high cholesterol;hypercholesterolemia;hypertriglyceridemia;dyslipidaemia
E05|甲状腺功能亢进;甲亢;甲状腺机能亢进;甲状腺功能亢进症|hyperthyroidism;Graves' disease;Graves disease;overactive thyroid;thyrotoxicosis
E03|甲状腺功能减退;甲减;甲状腺功能减退症;甲状腺机能减退|hypothyroidism;underactive thyroid
E04|甲状腺结节;甲状腺肿|thyroid nodule;goiter;goitre;thyroid nodules
E06|甲状腺炎;桥本甲状腺炎;桥本病;桥本氏甲状腺炎|thyroiditis;Hashimoto's thyroiditis;Hashimoto thyroiditis;Hashimoto's disease
C73|甲状腺癌|thyroid cancer;thyroid carcinoma
E24|库欣综合征;皮质醇增多症|Cushing syndrome;Cushing's syndrome
E27|肾上腺皮质功能减退;艾迪生病|adrenal insufficiency;Addison's disease;Addison disease
D35|嗜铬细胞瘤|pheochromocytoma;phaeochromocytoma
D35.2|垂体瘤;垂体腺瘤;泌乳素瘤|pituitary adenoma;pituitary tumor;prolactinoma
E22|肢端肥大症|acromegaly
E23|尿崩症;垂体功能减退|diabetes insipidus;hypopituitarism
E21|甲状旁腺功能亢进;甲旁亢|hyperparathyroidism
M10|痛风;痛风性关节炎|gout;gouty arthritis
E79|高尿酸血症;尿酸高;高尿酸|hyperuricemia;hyperuricaemia;high uric acid
M81|骨质疏松;骨质疏松症;骨质疏松性骨折|osteoporosis;osteopenia;osteoporotic fracture
E55|维生素D缺乏;佝偻病;缺钙|vitamin D deficiency;rickets;calcium deficiency
E46|营养不良|malnutrition;undernutrition
E87.6|低钾血症;低血钾|hypokalemia;low potassium;hypokalaemia
E87.5|高钾血症;高血钾|hyperkalemia;high potassium;hyperkalaemia
E87.1|低钠血症|hyponatremia;hyponatraemia
E86|脱水|dehydration
E83|高钙血症;低钙血症|hypercalcemia;hypocalcemia
N18|慢性肾脏病;慢性肾病;慢性肾功能不全;慢性肾衰竭;肾功能不全|chronic kidney disease;CKD;chronic renal failure;chronic renal insufficiency;renal insufficiency
|尿毒症;终末期肾病|uremia;end-stage renal disease;ESRD;end stage kidney disease;kidney failure
N17|急性肾损伤;急性肾衰竭;急性肾衰|acute kidney injury;AKI;acute renal failure
N04|肾病综合征|nephrotic syndrome
N05|肾小球肾炎;肾炎;慢性肾炎;急性肾炎|glomerulonephritis;nephritis
|IgA肾病|IgA nephropathy
|狼疮性肾炎;狼疮肾炎|lupus nephritis
N10|肾盂肾炎;急性肾盂肾炎|pyelonephritis;kidney infection
N39.0|尿路感染;泌尿系感染;泌尿道感染;尿道感染|urinary tract infection;UTI;urinary infection
N30|膀胱炎|cystitis;bladder infection
N34|尿道炎|urethritis
N20|肾结石;尿路结石;输尿管结石;泌尿系结石|kidney stone;kidney stones;nephrolithiasis;renal calculi;urolithiasis;ureteral stone;renal stones
N13|肾积水|hydronephrosis
Q61|多囊肾|polycystic kidney disease;ADPKD
N28.1|肾囊肿|renal cyst;kidney cyst
N40|前列腺增生;前列腺肥大;良性前列腺增生|benign prostatic hyperplasia;BPH;enlarged prostate;prostatic hyperplasia;prostate enlargement
N41|前列腺炎|prostatitis
C61|前列腺癌|prostate cancer;prostatic cancer;prostate carcinoma
C67|膀胱癌|bladder cancer;bladder carcinoma
C64|肾癌;肾细胞癌|kidney cancer;renal cell carcinoma;RCC;renal cancer
N48.4|勃起功能障碍;阳痿;勃起障碍;性功能障碍|erectile dysfunction;impotence;sexual dysfunction
F52.4|早泄|premature ejaculation
I86.1|精索静脉曲张|varicocele
N45|睾丸炎;附睾炎|orchitis;epididymitis
N47|包茎;包皮过长|phimosis;redundant prepuce;long foreskin
N46|男性不育;不育症;少精症;弱精症|male infertility;oligospermia;azoospermia
C62|睾丸癌|testicular cancer
N32.8|膀胱过度活动症|overactive bladder
`;
