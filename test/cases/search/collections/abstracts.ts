/** Short abstracts with a title each, and questions of consumers and readers, in English, written for this project. */
import { collection } from './collection.ts';

export const ABSTRACTS = collection({
  name: 'abstracts, English',
  documents: `
e1|Statin use and the incidence of muscle complaints. In a cohort of 12,400 adults taking lipid-lowering drugs, myalgia was reported by 9 percent; rhabdomyolysis was rare.
e2|Dietary cholesterol from eggs and the risk of coronary disease. Daily egg consumption was not associated with myocardial infarction in healthy men, but was in diabetics.
e3|Red and processed meat intake and colorectal neoplasms: a meta-analysis of prospective studies found a 17 percent higher risk per 100 g a day.
e4|Soy isoflavones and breast cancer survival among Chinese women. Higher intake of soy protein was associated with lower recurrence.
e5|Effect of curcumin on ulcerative colitis maintenance. Patients given turmeric extract with mesalamine relapsed less often than with placebo.
e6|Green tea catechins in men with high-grade prostatic intraepithelial neoplasia. After one year fewer prostate tumors were diagnosed.
e7|Dairy products, calcium and the risk of hip fracture. Milk consumption during teenage years did not lower fracture risk in later life.
e8|Cow's milk intolerance and chronic constipation in children: a cross-over trial in which two thirds recovered on soy milk.
e9|A low-fat plant-based diet and type 2 diabetes. Glycated hemoglobin fell by 0.96 points and body weight by 6.5 kg over 22 weeks.
e10|Vitamin D supplementation to prevent falls among older adults. Doses of 700 IU or more reduced the risk of falling by 19 percent.
e11|Fish oil supplements and cardiovascular events. Omega-3 fatty acids did not reduce all-cause mortality, sudden death or stroke.
e12|Mercury in tuna and neurodevelopment. Maternal fish consumption during pregnancy and cognition of the offspring at age three.
e13|Artificial sweeteners and glucose intolerance through changes of the gut microbiota in mice and humans.
e14|Caffeine withdrawal and rebound headache. Abrupt abstinence from coffee caused head pain in half of the volunteers within 24 hours.
e15|Exercise as a treatment of major depressive disorder. Supervised aerobic training was as effective as sertraline after 16 weeks.
e16|Transmission of SARS-CoV-2 by asymptomatic carriers. Viral loads in the upper airway peaked before the onset of symptoms.
e17|Efficacy of face masks against respiratory viruses in health care workers: a systematic review of randomized trials.
e18|Hydroxychloroquine in patients hospitalized with COVID-19. Mortality at 28 days did not differ from usual care.
e19|Dexamethasone in hospitalized patients with coronavirus disease 2019 lowered mortality among those on mechanical ventilation.
e20|Loss of smell as an early sign of novel coronavirus infection. Anosmia was reported by 68 percent of test-positive participants.
e21|Binding of the spike protein to angiotensin-converting enzyme 2 explains the host range of the new coronavirus; bats are the probable origin.
e22|Neutralizing antibodies wane within months after COVID-19. Implications for immunity and reinfection.
e23|Stability of severe acute respiratory syndrome coronavirus 2 in aerosols and on plastic, copper and cardboard surfaces.
e24|Incubation period of 2019-nCoV among travellers from Wuhan was estimated at 6.4 days.
e25|Hypertension, diabetes and obesity are associated with severe outcomes of COVID-19: a cohort of 5,700 inpatients.
e26|ACE inhibitors and angiotensin receptor blockers do not worsen the course of coronavirus infection in hypertensive patients.
e27|Telemedicine visits during lockdown and the mental health of adolescents. Anxiety and loneliness rose with school closure.
e28|Prone positioning in severe acute respiratory distress syndrome reduced 28-day mortality from 32 to 16 percent.
e29|Early warning of sepsis: procalcitonin and lactate at admission predict septic shock.
e30|Catheter ablation compared with antiarrhythmic drugs for atrial fibrillation. Recurrence was less frequent after pulmonary vein isolation.
e31|Apixaban versus warfarin in patients with AF: stroke and major bleeding were less frequent.
e32|Door-to-balloon time and mortality in ST-elevation myocardial infarction treated by primary percutaneous coronary intervention.
e33|Sacubitril-valsartan in heart failure with reduced ejection fraction lowered death and hospital admission.
e34|Intensive control of systolic blood pressure to less than 120 mm Hg reduced cardiovascular events.
e35|Restricting dietary sodium and its effect on blood pressure: a dose-response trial of the DASH diet.
e36|Inhaled budesonide-formoterol as needed in mild asthma reduced exacerbations.
e37|Pulmonary rehabilitation after exacerbations of chronic obstructive pulmonary disease improves walking distance.
e38|Low-dose computed tomography screening reduced lung-cancer mortality by 20 percent in heavy smokers.
e39|Osimertinib in EGFR-mutated non-small-cell lung carcinoma with T790M mutation.
e40|Pembrolizumab for mismatch-repair-deficient metastatic colorectal cancer.
e41|BRCA1 mutation carriers and prophylactic mastectomy: fewer breast carcinomas after surgery.
e42|Human papillomavirus vaccination at age 12 and the incidence of cervical intraepithelial neoplasia.
e43|Helicobacter pylori eradication with bismuth quadruple therapy for 14 days in regions of high clarithromycin resistance.
e44|Long-term use of proton pump inhibitors and the risk of fracture and kidney disease.
e45|Fecal transplantation for recurrent Clostridium difficile infection resolved diarrhea in 94 percent.
e46|Sofosbuvir-based regimens cure chronic hepatitis C in cirrhotic patients.
e47|Nonalcoholic steatohepatitis: weight loss of 10 percent reverses fibrosis.
e48|Metformin and vitamin B12 deficiency: measure cobalamin after four years of treatment.
e49|Semaglutide once weekly in adults with overweight or obesity: mean change of body weight was minus 14.9 percent.
e50|Continuous glucose monitoring and hypoglycemia in children with type 1 diabetes.
e51|Thiazide diuretics and hyponatremia in the elderly.
e52|Allopurinol dose escalation to target serum urate in gout.
e53|Methotrexate with tumor necrosis factor inhibitors in early rheumatoid arthritis.
e54|Bisphosphonates and atypical femoral fractures in women with osteoporosis.
e55|Donepezil and memantine in moderate to severe Alzheimer disease.
e56|Levodopa-induced dyskinesia in Parkinson's disease: continuous infusion.
e57|Calcitonin gene-related peptide antibodies prevent migraine attacks.
e58|Alteplase given 3 to 4.5 hours after acute ischemic stroke improved functional outcome.
e59|Valproate exposure in pregnancy: malformations and lower IQ of children of mothers with epilepsy.
e60|Cognitive behavioral therapy for insomnia compared with zolpidem.
e61|Folic acid fortification of flour and neural tube defects.
e62|Low-dose aspirin from 12 weeks prevents preeclampsia in women at high risk.
e63|Delayed cord clamping in preterm infants and anemia at six months.
e64|Early peanut introduction and the prevention of allergy in infants with eczema.
`,
  queries: `
do statins cause muscle pain|e1
Are eggs bad for your heart?|e2
meat and bowel cancer|e3
Should women with breast cancer eat soy?|e4
turmeric for IBD|e5
green tea prostate cancer|e6
Does drinking milk make bones stronger and prevent fractures|e7
child constipated because of milk|e8
vegan diet for diabetes|e9
vitamin D elderly falling|e10
Do omega-3 capsules protect against heart attacks|e11
is it safe to eat tuna while pregnant|e12
are diet sodas sweetener bad for blood sugar|e13
why do I get headaches when I stop drinking coffee|e14
working out to treat depression|e15
can people without symptoms spread coronavirus|e16
what kind of masks prevent infection of doctors and nurses with viruses|e17
is chloroquine effective against COVID|e18
steroids for covid patients on a ventilator|e19
covid loss of taste and smell|e20
what is the origin of COVID-19|e21
how does the coronavirus enter cells ACE2 receptor|e21
how long does immunity last after infection with SARS-CoV-2|e22
how long does coronavirus survive on surfaces|e23
covid19 incubation time|e24
risk factors for dying from covid|e25
should covid patients stop taking blood pressure medication such as lisinopril|e26
impact of the pandemic on teenagers mental health|e27
ARDS prone|e28
biomarkers for blood poisoning|e29
AF ablation vs drugs|e30
blood thinner better than coumadin for afib|e31
STEMI PCI delay|e32
Entresto HFrEF|e33
how low should high blood pressure be treated|e34
does eating less salt lower hypertension|e35 e34
asthma inhaler only when needed|e36
COPD physical exercise training|e37
should smokers get a CT scan for lung cancer|e38
EGFR NSCLC targeted therapy resistance|e39
immunotherapy for bowel cancer that has spread|e40
preventive breast removal for BRCA|e41
HPV vaccine prevents cervical cancer|e42
H. pylori antibiotic regimen|e43
omeprazole long-term side effects|e44
stool transplant C. diff|e45
HCV treatment liver cirrhosis|e46
can fatty liver be reversed|e47
does Glucophage cause low B12|e48
GLP-1 agonist weight loss in obese people|e49
T1DM kids low blood sugar sensor|e50
low sodium caused by water pills in old people|e51
lowering uric acid|e52
RA anti-TNF combination|e53
thigh bone break from alendronate|e54
drugs for severe dementia|e55
involuntary movements caused by L-dopa|e56
CGRP migraine prophylaxis|e57
tPA time window stroke|e58
epilepsy medication and birth defects|e59
sleeping pills or therapy for sleeplessness|e60
spina bifida folate|e61
how to prevent high blood pressure in pregnancy pre-eclampsia|e62
umbilical cord premature babies iron|e63
when to give babies nuts allergy prevention|e64
`,
});
