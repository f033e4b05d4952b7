/** Classes of medicines: what an allergy or a second prescription may have in common with a drug. */
import type { Bilingual } from '../bilingual.ts';

export const DRUG_CLASSES = {
  penicillin: { zh: '青霉素类', en: 'penicillins' },
  cephalosporin: { zh: '头孢菌素类', en: 'cephalosporins' },
  macrolide: { zh: '大环内酯类', en: 'macrolides' },
  quinolone: { zh: '喹诺酮类', en: 'quinolones' },
  tetracycline: { zh: '四环素类', en: 'tetracyclines' },
  sulfonamide: { zh: '磺胺类', en: 'sulfonamides' },
  nitroimidazole: { zh: '硝基咪唑类', en: 'nitroimidazoles' },
  antiviral: { zh: '抗病毒药', en: 'antivirals' },
  nsaid: { zh: '非甾体抗炎药', en: 'NSAIDs' },
  salicylate: { zh: '水杨酸类', en: 'salicylates' },
  analgesic: { zh: '解热镇痛药', en: 'antipyretic analgesics' },
  opioid: { zh: '阿片类', en: 'opioids' },
  'p2y12-inhibitor': { zh: 'P2Y12 受体拮抗剂', en: 'P2Y12 inhibitors' },
  anticoagulant: { zh: '抗凝药', en: 'anticoagulants' },
  statin: { zh: '他汀类', en: 'statins' },
  'beta-blocker': { zh: 'β 受体阻滞剂', en: 'beta blockers' },
  'calcium-blocker': { zh: '钙通道阻滞剂', en: 'calcium channel blockers' },
  'ace-inhibitor': { zh: 'ACE 抑制剂', en: 'ACE inhibitors' },
  'angiotensin-blocker': { zh: '血管紧张素受体拮抗剂', en: 'angiotensin receptor blockers' },
  'loop-diuretic': { zh: '袢利尿剂', en: 'loop diuretics' },
  thiazide: { zh: '噻嗪类利尿剂', en: 'thiazide diuretics' },
  'aldosterone-antagonist': { zh: '醛固酮拮抗剂', en: 'aldosterone antagonists' },
  nitrate: { zh: '硝酸酯类', en: 'nitrates' },
  antihypertensive: { zh: '其他降压药', en: 'other antihypertensives' },
  insulin: { zh: '胰岛素', en: 'insulins' },
  biguanide: { zh: '双胍类', en: 'biguanides' },
  sulfonylurea: { zh: '磺脲类', en: 'sulfonylureas' },
  'glucosidase-inhibitor': { zh: 'α-糖苷酶抑制剂', en: 'alpha glucosidase inhibitors' },
  'sglt2-inhibitor': { zh: 'SGLT2 抑制剂', en: 'SGLT2 inhibitors' },
  'proton-pump-inhibitor': { zh: '质子泵抑制剂', en: 'proton pump inhibitors' },
  gastrointestinal: { zh: '消化系统用药', en: 'gastrointestinal medicines' },
  antihistamine: { zh: '抗组胺药', en: 'antihistamines' },
  mucolytic: { zh: '祛痰药', en: 'mucolytics' },
  'inhaled-bronchodilator': { zh: '吸入性支气管扩张剂', en: 'inhaled bronchodilators' },
  'inhaled-steroid': { zh: '吸入性糖皮质激素', en: 'inhaled corticosteroids' },
  'leukotriene-antagonist': { zh: '白三烯受体拮抗剂', en: 'leukotriene antagonists' },
  corticosteroid: { zh: '糖皮质激素', en: 'corticosteroids' },
  thyroid: { zh: '甲状腺激素', en: 'thyroid hormones' },
  antithyroid: { zh: '抗甲状腺药', en: 'antithyroid medicines' },
  urate: { zh: '降尿酸药', en: 'urate-lowering medicines' },
  gout: { zh: '痛风用药', en: 'gout medicines' },
  antidepressant: { zh: '抗抑郁药', en: 'antidepressants' },
  hypnotic: { zh: '镇静催眠药', en: 'hypnotics and sedatives' },
  antiepileptic: { zh: '抗癫痫药', en: 'antiepileptics' },
  supplement: { zh: '补充剂', en: 'supplements' },
  other: { zh: '其他', en: 'other medicines' },
} as const satisfies Readonly<Record<string, Bilingual>>;

export type DrugClass = keyof typeof DRUG_CLASSES;

/** Classes in which two lines at once are common practice, and so no duplicate worth a word. */
export const MAY_BE_COMBINED: ReadonlySet<DrugClass> = new Set([
  'insulin',
  'antiviral',
  'gastrointestinal',
  'inhaled-bronchodilator',
  'supplement',
  'antihypertensive',
  'other',
]);

/**
 * Classes that share enough structure for a reaction to one to speak against the other: side chains of beta-lactams
 * (the smaller risk), inhibition of cyclo-oxygenase.
 */
export const CROSS_REACTIONS: ReadonlyMap<DrugClass, readonly DrugClass[]> = new Map([
  ['penicillin', ['cephalosporin']],
  ['cephalosporin', ['penicillin']],
  ['nsaid', ['salicylate']],
  ['salicylate', ['nsaid']],
]);

/** How an allergy to a whole class, or to what stands for it, is written; lower case. */
export const CLASS_WORDS: readonly (readonly [DrugClass, RegExp])[] = [
  ['penicillin', /青霉素|盘尼西林|西林|penicillin/u],
  ['cephalosporin', /头孢|先锋霉素|cephalosporin|\bcef[a-z]+/u],
  ['macrolide', /大环内酯|红霉素|macrolide|erythromycin/u],
  ['quinolone', /喹诺酮|沙星|quinolone|floxacin/u],
  ['tetracycline', /四环素|tetracycline/u],
  ['sulfonamide', /磺胺|sulfa\b|sulpha|sulfonamide|sulphonamide/u],
  ['nitroimidazole', /硝基咪唑|甲硝唑|替硝唑|nitroimidazole/u],
  ['nsaid', /非甾体|解热镇痛药|止痛药|布洛芬|双氯芬酸|nsaid|anti-inflammator/u],
  ['salicylate', /水杨酸|阿司匹林|aspirin|salicylate/u],
  ['opioid', /阿片|吗啡|可待因|opioid|opiate|morphine|codeine/u],
  ['statin', /他汀|statin/u],
  ['ace-inhibitor', /普利|ace inhibitor/u],
  ['angiotensin-blocker', /沙坦|sartan/u],
  ['insulin', /胰岛素|insulin/u],
];
