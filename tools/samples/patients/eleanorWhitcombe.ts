import type { SampleHistory } from '../history.ts';

const NORTHGATE = 'Northgate Clinic';
const RIVERSIDE = 'Riverside General Hospital';

export const eleanorWhitcombe: SampleHistory = {
  slug: 'eleanor-whitcombe',
  language: 'en',
  person: {
    family: 'Whitcombe',
    given: 'Eleanor',
    sex: 'female',
    birthDate: '1947-05-30',
    identifier: '999-47-0530',
    phone: '+44 7700 900142',
    address: '14 Lantern Row, Northgate',
  },
  allergies: {
    state: 'known',
    entries: [
      {
        encounter: 0,
        substance: 'Penicillin',
        reaction: 'Anaphylaxis, 1989',
        severity: 'severe',
        kind: 'allergy',
      },
      { encounter: 1, substance: 'Codeine', reaction: 'Vomiting', severity: 'moderate', kind: 'intolerance' },
    ],
  },
  encounters: [
    {
      at: '2024-02-06T09:20:00+00:00',
      class: 'AMB',
      site: NORTHGATE,
      department: 'General practice',
      doctor: 'Dr Tom Hale',
      reason: 'Warfarin and COPD review',
      diagnoses: ['I48.2 Chronic atrial fibrillation', 'J44.9 COPD', 'I10 Essential hypertension'],
      vitals: { pulse: 78, systolic: 136, diastolic: 80, saturation: 94, weight: 61 },
      labs: [{ values: { inr: 2.4, hb: 128, cr: 78, egfr: 66, k: 4.4 } }],
      prescriptions: ['warfarin 3 qd 84', 'bisoprolol 2.5 qd 84', 'tiotropium 18 qd 84'],
      note: {
        title: 'GP consultation',
        text: `Complaint: routine review.
History: Eleanor Whitcombe, 76. Permanent AF since 2018, warfarin, INR in range at 8 of the last 9 checks. COPD, stopped smoking in 2011; walks to the shops and back, one stop on the hill.
Allergies: penicillin, anaphylaxis in 1989 (carries a card).
Examination: irregularly irregular, 78/min. Chest quiet, no oedema.
Plan: continue. Flu vaccine given. INR in 8 weeks.`,
      },
    },
    {
      at: '2024-11-21T11:05:00+00:00',
      class: 'AMB',
      site: NORTHGATE,
      department: 'General practice',
      doctor: 'Dr Priscilla Yeo (locum)',
      reason: 'Productive cough for four days',
      diagnoses: ['J44.1 COPD with acute exacerbation', 'I48.2 Chronic atrial fibrillation'],
      vitals: { temperature: 37.9, pulse: 96, breaths: 24, systolic: 142, diastolic: 78, saturation: 91 },
      labs: [{ values: { inr: 2.6, crp: 42, wbc: 11.9, hb: 126 } }],
      prescriptions: ['clarithromycin 500 bid 7', 'prednisolone 30 qd 5', 'salbutamol 2 prn 30'],
      note: {
        title: 'GP consultation',
        text: `Complaint: four days of green sputum and wheeze.
History: more breathless than usual, sleeping upright. Codeine linctus from the pharmacy made her vomit.
Allergies: penicillin anaphylaxis; codeine, vomiting.
Examination: SpO2 91 % on air, wheeze throughout, no focal signs.
Plan: prednisolone and, with penicillin allergy, clarithromycin. Own inhalers. Review if no better in 48 hours.`,
      },
    },
    {
      at: '2024-11-28T19:45:00+00:00',
      class: 'EMER',
      site: RIVERSIDE,
      department: 'Emergency department',
      doctor: 'Dr Anwar Siddiqui',
      reason: 'Nosebleed that does not stop',
      diagnoses: ['D68.3 Haemorrhagic disorder due to anticoagulant', 'R04.0 Epistaxis', 'R31 Haematuria'],
      vitals: { temperature: 36.6, pulse: 104, breaths: 20, systolic: 112, diastolic: 66, saturation: 95 },
      labs: [{ values: { inr: 8.7, hb: 104, plt: 268, cr: 98, urea: 9.6 } }],
      prescriptions: ['phytomenadione 2 st 1 repeat if INR above 5 at 24 hours'],
      note: {
        title: 'Emergency note',
        text: `Complaint: left nosebleed for three hours, dark urine since yesterday.
History: finished seven days of clarithromycin this morning, warfarin unchanged meanwhile. No head injury.
Allergies: penicillin anaphylaxis; codeine.
Examination: pale, nose packed, bruises on both forearms. GCS 15, no focal neurology.
Results: INR 8.7, telephoned by the laboratory at 20:31 and read back.
Plan: warfarin stopped, vitamin K 2 mg, group and save, CT head: no bleed. Admit. Cause: clarithromycin inhibits warfarin's metabolism; the INR was not rechecked on the course.`,
      },
    },
    {
      at: '2024-11-28T23:30:00+00:00',
      until: '2024-12-02T14:00:00+00:00',
      class: 'IMP',
      site: RIVERSIDE,
      department: 'Acute medicine',
      doctor: 'Dr Helen Marsh',
      reason: 'Bleeding on warfarin',
      diagnoses: [
        'D68.3 Haemorrhagic disorder due to anticoagulant',
        'I48.2 Chronic atrial fibrillation',
        'J44.9 COPD',
      ],
      labs: [
        { at: '2024-11-29T07:00:00+00:00', values: { inr: 3.1, hb: 96, cr: 92 } },
        { at: '2024-12-01T07:00:00+00:00', values: { inr: 1.8, hb: 101, cr: 84, k: 4.1 } },
      ],
      prescriptions: ['warfarin 2 qd 14 restart on 3 December', 'ferrousSulfate 200 bid 84'],
      note: {
        title: 'Discharge summary',
        text: `Admitted with epistaxis and haematuria, INR 8.7 after clarithromycin. Vitamin K, nose packed for 24 hours, no transfusion. Haemoglobin lowest at 96 g/L.
Ultrasound of the renal tract normal; haematuria cleared with the INR.
For the GP: restart warfarin 2 mg on 3 December, INR on 6 December. Consider a direct anticoagulant. The chest radiograph was re-reported after discharge planning: see the amended report, CT requested.`,
      },
      reports: [
        {
          kind: 'RAD',
          title: 'Chest radiograph',
          text: `Findings: hyperinflated lungs. No consolidation, no effusion. Heart size at the upper limit.
Conclusion: COPD. No acute abnormality.`,
          amended: {
            at: '2024-11-30T10:15:00+00:00',
            text: `Findings: hyperinflated lungs. No consolidation, no effusion. Heart size at the upper limit. A 12 mm nodule projects over the left upper zone, partly behind the second rib.
Conclusion: COPD. Left upper zone nodule: CT of the chest advised.
Amended: nodule not described in the first report; found at discrepancy review and telephoned to Dr Marsh.`,
          },
        },
      ],
    },
    {
      at: '2025-01-14T15:30:00+00:00',
      class: 'AMB',
      site: RIVERSIDE,
      department: 'Respiratory clinic',
      doctor: 'Dr Owen Pritchard',
      reason: 'Lung nodule, result of CT',
      diagnoses: ['R91 Lung nodule, calcified granuloma', 'J44.9 COPD', 'I48.2 Chronic atrial fibrillation'],
      vitals: { pulse: 74, systolic: 134, diastolic: 76, saturation: 94, weight: 60 },
      labs: [{ values: { inr: 1.4, hb: 112, cr: 80, egfr: 64 } }],
      prescriptions: ['apixaban 5 bid 84 start when INR below 2', 'tiotropium 18 qd 84'],
      note: {
        title: 'Clinic letter',
        text: `The nodule is a calcified granuloma, unchanged against a CT of 2016 from the county archive. No follow-up needed; I have told Mrs Whitcombe so, and she was visibly relieved.
Anticoagulation: after the November bleed we agreed on apixaban. Age under 80, weight 60 kg, creatinine 80: one reduction criterion (weight), so 5 mg twice daily. Warfarin stopped today.`,
      },
    },
    {
      at: '2025-09-09T10:10:00+01:00',
      class: 'AMB',
      site: NORTHGATE,
      department: 'General practice',
      doctor: 'Dr Tom Hale',
      reason: 'Annual review',
      diagnoses: ['I48.2 Chronic atrial fibrillation', 'J44.9 COPD', 'I10 Essential hypertension'],
      vitals: { pulse: 72, systolic: 148, diastolic: 82, saturation: 93, weight: 59.5 },
      labs: [{ values: { hb: 121, ferritin: 28, cr: 92, egfr: 55, k: 4.6 } }],
      prescriptions: ['apixaban 5 bid 84', 'amlodipine 5 qd 84', 'bisoprolol 2.5 qd 84'],
      note: {
        title: 'GP consultation',
        text: `Complaint: annual review. No bleeding since the change to apixaban.
Examination: BP 148/82 twice. SpO2 93 %.
Plan: amlodipine added. Iron may stop. Weight now 59.5 kg and creatinine 92: check the apixaban dose again at 80 years.`,
      },
    },
    {
      at: '2026-06-03T09:00:00+01:00',
      class: 'AMB',
      site: NORTHGATE,
      department: 'General practice',
      doctor: 'Dr Tom Hale',
      reason: 'Ankle swelling',
      diagnoses: ['R60.0 Localized oedema, from amlodipine', 'I10 Essential hypertension'],
      vitals: { pulse: 70, systolic: 130, diastolic: 74, saturation: 94, weight: 60.5 },
      labs: [{ values: { hb: 124, cr: 88, egfr: 57, k: 4.5, ntprobnp: 410 } }],
      prescriptions: ['losartan 25 qd 84', 'apixaban 5 bid 84'],
      note: {
        title: 'GP consultation',
        text: `Complaint: both ankles swollen by evening for a month.
Examination: soft pitting oedema to mid-shin, lungs clear, neck veins not raised. NT-proBNP 410, as expected with AF at her age.
Plan: amlodipine stopped, losartan 25 mg; potassium and creatinine in two weeks.`,
      },
    },
  ],
};
