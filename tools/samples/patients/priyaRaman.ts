import type { SampleHistory } from '../history.ts';

const HARBOUR = 'Harbour Street Medical Centre';
const RIVERSIDE = 'Riverside General Hospital';

export const priyaRaman: SampleHistory = {
  slug: 'priya-raman',
  language: 'en',
  person: {
    family: 'Raman',
    given: 'Priya',
    sex: 'female',
    birthDate: '1994-01-08',
    identifier: '999-94-0108',
    phone: '+44 7700 900517',
    address: '3 Millrace Terrace, Riverside',
  },
  allergies: { state: 'none-known', encounter: 0, text: 'No known allergies' },
  encounters: [
    {
      at: '2025-02-11T10:40:00+00:00',
      class: 'AMB',
      site: HARBOUR,
      department: 'General practice',
      doctor: 'Dr Marion Stack',
      reason: 'Pregnant, nine weeks',
      diagnoses: ['Z34.0 Supervision of normal first pregnancy', 'D50.9 Iron deficiency anaemia'],
      vitals: { temperature: 36.8, pulse: 82, systolic: 112, diastolic: 68, weight: 58 },
      labs: [{ values: { hb: 106, mcv: 74, ferritin: 8, plt: 212, tsh: 2.4, glu: 4.6, cr: 54 } }],
      prescriptions: ['ferrousSulfate 200 bid 84', 'folicAcid 0.4 qd 84'],
      note: {
        title: 'Antenatal booking',
        text: `Complaint: positive test, last period 9 December 2024.
History: Priya Raman, 31, first pregnancy. Vegetarian. Her mother had high blood pressure in both pregnancies. No allergies.
Examination: BP 112/68, BMI 22.
Results: haemoglobin 106 g/L, ferritin 8.
Plan: iron, folic acid, booked at Riverside. With the family history: aspirin from 12 weeks, to be started by the antenatal clinic.`,
      },
    },
    {
      at: '2025-05-06T13:15:00+01:00',
      class: 'AMB',
      site: RIVERSIDE,
      department: 'Antenatal clinic',
      doctor: 'Mr Julian Frost',
      reason: 'Anomaly scan, 21 weeks',
      diagnoses: [
        'Z34.0 Supervision of normal first pregnancy',
        'O44.0 Low-lying placenta without haemorrhage',
      ],
      vitals: { pulse: 86, systolic: 124, diastolic: 78, weight: 63 },
      labs: [{ values: { hb: 117, plt: 198, alt: 19, urate: 232 } }],
      prescriptions: ['aspirin 150 qn 105 until 36 weeks'],
      note: {
        title: 'Antenatal note',
        text: `Anomaly scan today, see report. Feels movements. Aspirin should have begun at 12 weeks and was missed: begun today, and recorded as an incident.
Plan: placental site again at 32 weeks.`,
      },
      reports: [
        {
          kind: 'RAD',
          title: 'Obstetric ultrasound, 21 weeks',
          text: `Singleton, growth on the 48th centile. Four-chamber view and outflow tracts normal.
Placenta: posterior, clear of the internal os.
Conclusion: normal anomaly scan.`,
          amended: {
            at: '2025-05-07T09:00:00+01:00',
            text: `Singleton, growth on the 48th centile. Four-chamber view and outflow tracts normal.
Placenta: posterior, low-lying, lower edge 12 mm from the internal os.
Conclusion: normal fetal anatomy. Low-lying placenta: transvaginal scan at 32 weeks.
Amended: on image review the placental edge is 12 mm from the os; the first report read "clear". Mother telephoned by the midwife.`,
          },
        },
      ],
    },
    {
      at: '2025-07-22T09:50:00+01:00',
      class: 'AMB',
      site: HARBOUR,
      department: 'Midwifery',
      doctor: 'Dr Marion Stack',
      reason: 'Swollen hands, 32 weeks',
      diagnoses: ['O14.0 Moderate pre-eclampsia'],
      vitals: { pulse: 90, systolic: 148, diastolic: 94, weight: 72 },
      labs: [{ values: { plt: 154, alt: 31, cr: 66, urate: 378, upcr: 0.48, hb: 112 } }],
      prescriptions: ['labetalol 100 bid 14'],
      note: {
        title: 'Antenatal note',
        text: `Complaint: rings no longer fit, mild headache.
Examination: BP 148/94, repeated 146/92. Reflexes normal, fundal height 31 cm.
Results: urine protein/creatinine 0.48 mg/mg.
Plan: same-day assessment at Riverside, labetalol, blood pressure and bloods twice a week. Told when to come at once: pain under the ribs, flashing lights, fewer movements.`,
      },
    },
    {
      at: '2025-08-05T02:30:00+01:00',
      class: 'EMER',
      site: RIVERSIDE,
      department: 'Maternity assessment',
      doctor: 'Dr Sofia Lindqvist',
      reason: 'Pain under the right ribs, 34 weeks',
      diagnoses: ['O14.2 HELLP syndrome'],
      vitals: { temperature: 37.0, pulse: 102, breaths: 22, systolic: 172, diastolic: 112, saturation: 97 },
      labs: [{ values: { plt: 38, alt: 342, ast: 288, ldh: 1120, hb: 98, urate: 476, cr: 92, inr: 1.1 } }],
      prescriptions: ['magnesiumSulfate 4 st 1 over 5 minutes, then 1 g per hour', 'labetalol 200 st 1'],
      note: {
        title: 'Emergency note',
        text: `Complaint: severe pain under the right ribs since midnight, vomited twice.
Examination: BP 172/112, tender liver edge, brisk reflexes with three beats of clonus. Fetal heart 145.
Results: platelets 38, telephoned at 02:58; ALT 342; fragments on the film.
Plan: magnesium, labetalol, steroids given; delivery by caesarean under general anaesthesia (platelets too low for a spinal). Consultant anaesthetist and haematologist informed. No known allergies confirmed with her partner.`,
      },
    },
    {
      at: '2025-08-05T04:10:00+01:00',
      until: '2025-08-11T12:00:00+01:00',
      class: 'IMP',
      site: RIVERSIDE,
      department: 'Obstetrics',
      doctor: 'Mr Julian Frost',
      reason: 'Emergency caesarean for HELLP syndrome',
      diagnoses: ['O14.2 HELLP syndrome', 'O82.1 Emergency caesarean section'],
      vitals: { pulse: 88, systolic: 142, diastolic: 90, saturation: 98 },
      labs: [
        { at: '2025-08-05T10:00:00+01:00', values: { plt: 31, alt: 410, ldh: 1260, hb: 79 } },
        { at: '2025-08-07T06:00:00+01:00', values: { plt: 62, alt: 160, ldh: 610, hb: 84, cr: 78 } },
        { at: '2025-08-10T06:00:00+01:00', values: { plt: 141, alt: 58, hb: 91 } },
      ],
      prescriptions: ['enalapril 5 bid 42', 'paracetamol 1000 qid 7', 'ferrousSulfate 200 bid 84'],
      note: {
        title: 'Discharge summary',
        text: `Girl, 2140 g, Apgar 7 and 9, nine days in the neonatal unit, now feeding well.
Two pools of platelets and two units of red cells. Magnesium for 24 hours. No seizure.
Blood pressure 142/90 on enalapril (compatible with breast feeding). Bloods normalising.
For the GP: blood pressure every second day for two weeks; reduce when below 130/80. Debrief offered; risk in a next pregnancy about one in five, aspirin from 12 weeks.`,
      },
    },
    {
      at: '2025-09-23T11:30:00+01:00',
      class: 'AMB',
      site: HARBOUR,
      department: 'General practice',
      doctor: 'Dr Marion Stack',
      reason: 'Six weeks after birth',
      diagnoses: ['Z39.2 Routine postpartum follow-up', 'O90.8 Resolving hypertension after pre-eclampsia'],
      vitals: { pulse: 76, systolic: 128, diastolic: 82, weight: 64 },
      labs: [{ values: { plt: 246, alt: 22, hb: 117, cr: 62, upcr: 0.12 } }],
      prescriptions: ['enalapril 2.5 qd 28'],
      note: {
        title: 'Postnatal check',
        text: `Mother and daughter well. Sleeps in two-hour pieces. Mood asked for: tired, not low; will come back if that changes.
Plan: enalapril to 2.5 mg once daily, stop in four weeks if below 130/80. Iron for three months in all.`,
      },
    },
    {
      at: '2026-02-12T14:00:00+00:00',
      class: 'AMB',
      site: RIVERSIDE,
      department: 'Hypertension clinic',
      doctor: 'Dr Helen Marsh',
      reason: 'Six months after pre-eclampsia',
      diagnoses: ['Z86.7 Personal history of pre-eclampsia'],
      vitals: { pulse: 72, systolic: 118, diastolic: 74, weight: 60 },
      labs: [{ values: { plt: 238, cr: 58, acr: 12, ldl: 2.4, hb: 126, ferritin: 34 } }],
      note: {
        title: 'Clinic letter',
        text: `Off all tablets since October, 118/74 today, no albuminuria, haemoglobin recovered.
We talked about what this means for later: yearly blood pressure, and aspirin before twelve weeks if she is pregnant again. Discharged.`,
      },
    },
  ],
};
