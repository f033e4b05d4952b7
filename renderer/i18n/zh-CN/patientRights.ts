/** Chinese texts of what a patient decides, key by key those of en/patientRights.ts. */
import type { patientRights as english } from '../en/patientRights.ts';
import type { SameKeys } from '../sameKeys.ts';

export const patientRights: SameKeys<typeof english> = {
  sharing: {
    title: '是否同意共享本病例',
    question: '隐去姓名后，联盟医院的医生可以阅读本病例吗？',
    yes: '患者同意',
    no: '患者不同意',
    hint: '由私钥条签名。未作答即不共享。',
    answered: {
      yes: '可以共享：患者已签名同意',
      no: '不可共享：患者已签名拒绝',
    },
  },
};
