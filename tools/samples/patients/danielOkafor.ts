import type { SampleHistory } from '../history.ts';

const BRENDANS = "St Brendan's Hospital";
const HARBOUR = 'Harbour Street Medical Centre';

export const danielOkafor: SampleHistory = {
  slug: 'daniel-okafor',
  language: 'en',
  person: {
    family: 'Okafor',
    given: 'Daniel',
    sex: 'male',
    birthDate: '1985-09-17',
    identifier: '999-85-0917',
    phone: '+44 7700 900388',
    address: 'Flat 6, 220 Quay Road, Harbourside',
  },
  allergies: {
    state: 'unavailable',
    encounter: 0,
    text: 'Patient unconscious; records of his former practice (closed in 2021) could not be obtained',
  },
  encounters: [
    {
      at: '2024-04-02T14:20:00+01:00',
      class: 'EMER',
      site: BRENDANS,
      department: 'Emergency department',
      doctor: 'Dr Ruth Calder',
      reason: 'Found unresponsive at home',
      diagnoses: [
        'E10.1 Type 1 diabetes with ketoacidosis',
        'E87.5 Hyperkalaemia',
        'N17.9 Acute kidney injury',
      ],
      vitals: { temperature: 35.4, pulse: 128, breaths: 34, systolic: 88, diastolic: 50, saturation: 97 },
      labs: [
        {
          values: {
            glu: 38.4,
            k: 6.9,
            na: 128,
            ph: 6.98,
            hco3: 6,
            ketone: 7.1,
            lactate: 4.1,
            cr: 168,
            wbc: 21.3,
          },
        },
      ],
      prescriptions: ['insulinAspart 6 st 1 then 0.1 units/kg/h by pump'],
      note: {
        title: 'Emergency note',
        text: `Complaint: found unresponsive by a flatmate.
History: from the flatmate only: three weeks of thirst and weight loss, vomiting since yesterday. No known illness. Past history, medicines and allergies: NOT OBTAINABLE; his former practice closed in 2021 and its records were not found.
Examination: GCS 9, Kussmaul breathing, cold to the knees, 88/50.
Results: pH 6.98, ketones 7.1, glucose 38.4, potassium 6.9, all telephoned at 14:52.
Plan: fluids, fixed-rate insulin, calcium gluconate for ECG changes, high dependency bed. No antibiotic yet: allergies unknown, no focus of infection.`,
      },
    },
    {
      at: '2024-04-02T17:00:00+01:00',
      until: '2024-04-07T11:00:00+01:00',
      class: 'IMP',
      site: BRENDANS,
      department: 'Diabetes and endocrinology',
      doctor: 'Dr Nkechi Obi',
      reason: 'Diabetic ketoacidosis',
      diagnoses: ['E10.1 Type 1 diabetes with ketoacidosis, new'],
      vitals: { pulse: 84, systolic: 118, diastolic: 70, saturation: 99, weight: 64 },
      labs: [
        {
          at: '2024-04-03T06:00:00+01:00',
          values: { glu: 14.1, k: 3.2, na: 138, ph: 7.29, hco3: 17, ketone: 1.2 },
        },
        { at: '2024-04-06T06:00:00+01:00', values: { glu: 9.8, k: 4.2, hba1c: 13.1, cr: 84 } },
      ],
      prescriptions: ['insulinGlargine 18 qn 28', 'insulinAspart 6 tid 28 with meals'],
      note: {
        title: 'Discharge summary',
        text: `New type 1 diabetes, presenting as severe ketoacidosis. GAD antibodies positive. Resolved in 22 hours; no infection found.
Insulin on discharge: glargine 81 units at night, aspart 6 units with meals.
Taught: injections, meter, ketone strips, sick-day rules, driving. Nurse telephones daily for a week.
Allergies: still not established; he recalls "a bad reaction to something" as a child. Old records requested again.`,
        amended: {
          at: '2024-04-07T16:40:00+01:00',
          text: `New type 1 diabetes, presenting as severe ketoacidosis. GAD antibodies positive. Resolved in 22 hours; no infection found.
Insulin on discharge: glargine 18 units at night, aspart 6 units with meals.
Taught: injections, meter, ketone strips, sick-day rules, driving. Nurse telephones daily for a week.
Allergies: still not established; he recalls "a bad reaction to something" as a child. Old records requested again.
CORRECTION: the first version said glargine 81 units (digits transposed). The patient was given and taught 18 units. He and the pharmacy were telephoned at 16:30.`,
        },
      },
    },
    {
      at: '2024-05-21T10:00:00+01:00',
      class: 'AMB',
      site: BRENDANS,
      department: 'Diabetes clinic',
      doctor: 'Dr Nkechi Obi',
      reason: 'Six weeks after ketoacidosis',
      diagnoses: ['E10.9 Type 1 diabetes'],
      vitals: { pulse: 70, systolic: 124, diastolic: 76, weight: 70 },
      labs: [{ values: { hba1c: 10.2, ldl: 3.1, cr: 82, acr: 44, k: 4.4 } }],
      prescriptions: ['insulinGlargine 20 qn 84', 'insulinAspart 8 tid 84 with meals'],
      note: {
        title: 'Clinic letter',
        text: `Daniel is back at work (night shifts at the docks) and has learnt to count carbohydrates from a phone app. Two mild hypos, both after overtime.
Weight up 6 kg. Feet and retinae normal. Albumin/creatinine 44 mg/g: repeat before calling it nephropathy.
Plan: glargine 20 units before the shift, not after. Care shared with Harbour Street from now on.`,
      },
    },
    {
      at: '2024-10-15T17:20:00+01:00',
      class: 'AMB',
      site: HARBOUR,
      department: 'General practice',
      doctor: 'Dr Marion Stack',
      reason: 'Diabetes review',
      diagnoses: ['E10.2 Type 1 diabetes with renal complications', 'R80 Albuminuria'],
      vitals: { pulse: 72, systolic: 134, diastolic: 84, weight: 73 },
      labs: [{ values: { hba1c: 8.4, acr: 52, k: 4.5, cr: 86, egfr: 98 } }],
      prescriptions: ['ramipril 2.5 qd 56', 'insulinGlargine 22 qn 84'],
      note: {
        title: 'GP consultation',
        text: `Complaint: review. HbA1c 8.4 %. Albuminuria again, now twice in five months.
Plan: ramipril 2.5 mg, creatinine and potassium in two weeks. Archive service replies that the old paper records were "in transit".`,
      },
    },
    {
      at: '2025-06-17T16:45:00+01:00',
      class: 'AMB',
      site: HARBOUR,
      department: 'General practice',
      doctor: 'Dr Marion Stack',
      reason: 'Diabetes review',
      diagnoses: ['E10.2 Type 1 diabetes with renal complications', 'E78.0 Hypercholesterolaemia'],
      vitals: { pulse: 68, systolic: 122, diastolic: 74, weight: 74 },
      labs: [{ values: { hba1c: 7.6, acr: 28, k: 4.7, cr: 88, ldl: 3.6 } }],
      prescriptions: ['ramipril 5 qd 84', 'atorvastatin 20 qn 84'],
      note: {
        title: 'GP consultation',
        text: `Complaint: none. Sensor fitted in February; time in range 68 %.
Results: albumin/creatinine down to 28 on ramipril; LDL 3.6.
Plan: ramipril 5 mg, atorvastatin 20 mg (over 10 years from 40 with albuminuria: benefit explained). He fainted once at a blood draw; lies down for them now.`,
      },
    },
    {
      at: '2026-04-28T09:30:00+01:00',
      class: 'AMB',
      site: BRENDANS,
      department: 'Diabetes clinic',
      doctor: 'Dr Nkechi Obi',
      reason: 'Annual review',
      diagnoses: ['E10.9 Type 1 diabetes'],
      vitals: { pulse: 66, systolic: 118, diastolic: 72, weight: 74.5 },
      labs: [{ values: { hba1c: 7.1, acr: 19, k: 4.6, cr: 85, ldl: 1.9, alt: 28 } }],
      prescriptions: ['insulinGlargine 22 qn 84', 'insulinAspart 8 tid 84 with meals'],
      note: {
        title: 'Clinic letter',
        text: `Two years on: HbA1c 7.1 %, no severe hypo, no admission. Albuminuria has gone. Background retinopathy in one eye, yearly photographs.
Allergies: the archive confirms that his childhood file was destroyed by flooding. Referred to the allergy clinic for a history and testing; until then treat as unknown.`,
      },
    },
  ],
};
