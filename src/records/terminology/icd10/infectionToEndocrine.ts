/** ICD-10 chapters I to IV: infections, tumours, blood, endocrine and metabolic diseases. Form: see table.ts. */
export const INFECTION_TO_ENDOCRINE = `
A01.0|伤寒|Typhoid fever|
A02.0|沙门菌肠炎|Salmonella enteritis|
A03.9|细菌性痢疾|Shigellosis|菌痢
A04.9|细菌性肠道感染|Bacterial intestinal infection|
A05.9|细菌性食物中毒|Bacterial foodborne intoxication|food poisoning
A08.0|轮状病毒性肠炎|Rotaviral enteritis|
A08.4|病毒性肠道感染|Viral intestinal infection|病毒性肠炎
A09.9|胃肠炎和结肠炎|Gastroenteritis and colitis|急性胃肠炎 腹泻病
A15.0|肺结核，经显微镜检查证实|Tuberculosis of lung, confirmed by microscopy|TB
A16.2|肺结核，未经证实|Tuberculosis of lung, without confirmation|TB
A18.0|骨和关节结核|Tuberculosis of bones and joints|
A23.9|布鲁氏菌病|Brucellosis|布病
A37.9|百日咳|Whooping cough|pertussis
A38|猩红热|Scarlet fever|
A41.9|脓毒症|Sepsis|败血症
A46|丹毒|Erysipelas|
A49.9|细菌性感染|Bacterial infection|
A53.9|梅毒|Syphilis|
A54.9|淋球菌感染|Gonococcal infection|淋病 gonorrhoea
A56.2|泌尿生殖道衣原体感染|Chlamydial infection of genitourinary tract|
A60.0|生殖器疱疹|Genital herpes|
A63.0|尖锐湿疣|Anogenital warts|
A75.3|恙虫病|Scrub typhus|
A87.9|病毒性脑膜炎|Viral meningitis|
A90|登革热|Dengue fever|
A98.5|肾综合征出血热|Haemorrhagic fever with renal syndrome|HFRS
B00.9|单纯疱疹|Herpes simplex infection|
B01.9|水痘|Chickenpox|varicella
B02.9|带状疱疹|Herpes zoster|shingles
B05.9|麻疹|Measles|
B07|病毒性疣|Viral warts|
B08.4|手足口病|Hand, foot and mouth disease|HFMD
B08.5|疱疹性咽峡炎|Herpangina|
B15.9|急性甲型病毒性肝炎|Acute hepatitis A|甲肝
B16.9|急性乙型病毒性肝炎|Acute hepatitis B|
B18.1|慢性乙型病毒性肝炎|Chronic viral hepatitis B|乙肝 HBV
B18.2|慢性丙型病毒性肝炎|Chronic viral hepatitis C|丙肝 HCV
B20|艾滋病|HIV disease|AIDS 人类免疫缺陷病毒病
B26.9|流行性腮腺炎|Mumps|
B27.9|传染性单核细胞增多症|Infectious mononucleosis|
B34.9|病毒性感染|Viral infection|
B35.1|甲癣|Onychomycosis|灰指甲 tinea unguium
B35.3|足癣|Tinea pedis|脚气 athlete's foot
B36.0|花斑糠疹|Pityriasis versicolor|汗斑
B37.3|外阴阴道念珠菌病|Candidiasis of vulva and vagina|霉菌性阴道炎
B49|真菌病|Mycosis|
B86|疥疮|Scabies|
B97.2|冠状病毒感染|Coronavirus infection|
U07.1|新型冠状病毒感染|COVID-19|新冠
C11.9|鼻咽恶性肿瘤|Malignant neoplasm of nasopharynx|鼻咽癌
C15.9|食管恶性肿瘤|Malignant neoplasm of oesophagus|食管癌 esophageal cancer
C16.9|胃恶性肿瘤|Malignant neoplasm of stomach|胃癌 gastric cancer
C18.9|结肠恶性肿瘤|Malignant neoplasm of colon|结肠癌 colon cancer
C20|直肠恶性肿瘤|Malignant neoplasm of rectum|直肠癌 rectal cancer
C22.0|肝细胞癌|Liver cell carcinoma|肝癌 HCC
C25.9|胰腺恶性肿瘤|Malignant neoplasm of pancreas|胰腺癌 pancreatic cancer
C34.9|支气管或肺恶性肿瘤|Malignant neoplasm of bronchus or lung|肺癌 lung cancer
C43.9|皮肤恶性黑色素瘤|Malignant melanoma of skin|
C50.9|乳房恶性肿瘤|Malignant neoplasm of breast|乳腺癌 breast cancer
C53.9|宫颈恶性肿瘤|Malignant neoplasm of cervix uteri|宫颈癌 cervical cancer
C54.1|子宫内膜恶性肿瘤|Malignant neoplasm of endometrium|子宫内膜癌
C56|卵巢恶性肿瘤|Malignant neoplasm of ovary|卵巢癌 ovarian cancer
C61|前列腺恶性肿瘤|Malignant neoplasm of prostate|前列腺癌 prostate cancer
C64|肾恶性肿瘤|Malignant neoplasm of kidney|肾癌
C67.9|膀胱恶性肿瘤|Malignant neoplasm of bladder|膀胱癌 bladder cancer
C71.9|脑恶性肿瘤|Malignant neoplasm of brain|
C73|甲状腺恶性肿瘤|Malignant neoplasm of thyroid gland|甲状腺癌 thyroid cancer
C78.0|肺继发性恶性肿瘤|Secondary malignant neoplasm of lung|肺转移
C79.5|骨继发性恶性肿瘤|Secondary malignant neoplasm of bone|骨转移
C81.9|霍奇金淋巴瘤|Hodgkin lymphoma|
C85.9|非霍奇金淋巴瘤|Non-Hodgkin lymphoma|
C90.0|多发性骨髓瘤|Multiple myeloma|
C91.0|急性淋巴细胞白血病|Acute lymphoblastic leukaemia|ALL
C92.0|急性髓系白血病|Acute myeloid leukaemia|AML
D12.6|结肠良性肿瘤|Benign neoplasm of colon|结肠息肉
D17.9|脂肪瘤|Lipoma|
D18.0|血管瘤|Haemangioma|
D24|乳房良性肿瘤|Benign neoplasm of breast|乳腺纤维腺瘤
D25.9|子宫平滑肌瘤|Leiomyoma of uterus|子宫肌瘤 fibroid
D34|甲状腺良性肿瘤|Benign neoplasm of thyroid gland|
D50.9|缺铁性贫血|Iron deficiency anaemia|anemia
D51.9|维生素B12缺乏性贫血|Vitamin B12 deficiency anaemia|巨幼细胞贫血
D56.9|地中海贫血|Thalassaemia|
D61.9|再生障碍性贫血|Aplastic anaemia|
D64.9|贫血|Anaemia|anemia
D66|遗传性因子Ⅷ缺乏症|Hereditary factor VIII deficiency|血友病A haemophilia
D68.3|抗凝物引起的出血性疾患|Haemorrhagic disorder due to circulating anticoagulants|
D69.0|过敏性紫癜|Allergic purpura|IgA血管炎
D69.3|特发性血小板减少性紫癜|Idiopathic thrombocytopenic purpura|ITP
D69.6|血小板减少|Thrombocytopenia|
D70|粒细胞缺乏|Agranulocytosis|粒缺 neutropenia
D72.8|白细胞的其他特指疾患|Other specified disorders of white blood cells|白细胞增多
D86.9|结节病|Sarcoidosis|
E03.9|甲状腺功能减退症|Hypothyroidism|甲减
E04.1|非毒性单个甲状腺结节|Nontoxic single thyroid nodule|
E04.2|非毒性多个甲状腺结节|Nontoxic multinodular goitre|
E05.0|甲状腺毒症伴弥漫性甲状腺肿|Thyrotoxicosis with diffuse goitre|Graves 毒性弥漫性甲状腺肿
E05.9|甲状腺功能亢进症|Hyperthyroidism|甲亢 thyrotoxicosis
E06.1|亚急性甲状腺炎|Subacute thyroiditis|亚甲炎
E06.3|自身免疫性甲状腺炎|Autoimmune thyroiditis|桥本甲状腺炎 Hashimoto
E10.1|1型糖尿病伴酮症酸中毒|Type 1 diabetes mellitus with ketoacidosis|DKA
E10.2|1型糖尿病伴肾并发症|Type 1 diabetes mellitus with renal complications|
E10.9|1型糖尿病|Type 1 diabetes mellitus|T1DM
E11.1|2型糖尿病伴酮症酸中毒|Type 2 diabetes mellitus with ketoacidosis|DKA
E11.2|2型糖尿病伴肾并发症|Type 2 diabetes mellitus with renal complications|糖尿病肾病 diabetic nephropathy
E11.3|2型糖尿病伴眼并发症|Type 2 diabetes mellitus with ophthalmic complications|糖尿病视网膜病变
E11.4|2型糖尿病伴神经并发症|Type 2 diabetes mellitus with neurological complications|糖尿病周围神经病变
E11.5|2型糖尿病伴周围循环并发症|Type 2 diabetes mellitus with peripheral circulatory complications|糖尿病足
E11.9|2型糖尿病|Type 2 diabetes mellitus|T2DM
E16.2|低血糖症|Hypoglycaemia|
E21.0|原发性甲状旁腺功能亢进症|Primary hyperparathyroidism|
E22.1|高催乳素血症|Hyperprolactinaemia|
E23.0|垂体功能减退症|Hypopituitarism|
E24.9|库欣综合征|Cushing syndrome|皮质醇增多症
E26.0|原发性醛固酮增多症|Primary hyperaldosteronism|原醛
E27.4|肾上腺皮质功能减退|Adrenocortical insufficiency|
E28.2|多囊卵巢综合征|Polycystic ovarian syndrome|PCOS
E46|蛋白质-能量营养不良|Protein-energy malnutrition|
E55.9|维生素D缺乏|Vitamin D deficiency|
E66.9|肥胖症|Obesity|
E78.0|纯高胆固醇血症|Pure hypercholesterolaemia|
E78.1|纯高甘油三酯血症|Pure hypertriglyceridaemia|
E78.2|混合性高脂血症|Mixed hyperlipidaemia|
E78.5|高脂血症|Hyperlipidaemia|dyslipidaemia
E79.0|高尿酸血症|Hyperuricaemia|
E83.5|钙代谢紊乱|Disorders of calcium metabolism|高钙血症 低钙血症
E86|血容量不足|Volume depletion|脱水 dehydration
E87.1|低钠血症|Hyponatraemia|
E87.2|酸中毒|Acidosis|
E87.5|高钾血症|Hyperkalaemia|
E87.6|低钾血症|Hypokalaemia|
E89.0|操作后甲状腺功能减退症|Postprocedural hypothyroidism|
`;
