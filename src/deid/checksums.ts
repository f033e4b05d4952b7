/** Checksums of the numbers that people and institutions are known by. */

const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const ID_CHECKS = '10X98765432';

/** Identity card of 18 places (GB 11643: ISO 7064 MOD 11-2 over weights). */
export function isIdentityCard(text: string): boolean {
  if (!/^\d{17}[\dX]$/u.test(text)) return false;
  const sum = ID_WEIGHTS.reduce((total, weight, index) => total + weight * Number(text[index]), 0);
  return ID_CHECKS[sum % 11] === text[17];
}

/** Whether the places of the birth date in an identity card of 18 or 15 hold one, and its first two name a province. */
export function looksLikeIdentityCard(text: string): boolean {
  const birth = text.length === 15 ? `19${text.slice(6, 12)}` : text.slice(6, 14);
  return /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])/u.test(text) && isCompactDate(birth);
}

/** YYYYMMDD of the years 1880 to 2099. */
export function isCompactDate(text: string): boolean {
  return /^(?:18[89]|19\d|20\d)\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/u.test(text);
}

/** Cards of banks (ISO/IEC 7812 annex B). */
export function isBankCardNumber(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index]);
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

const CREDIT_LETTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const CREDIT_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/** Unified social credit code of an organisation (GB 32100). */
export function isSocialCreditCode(text: string): boolean {
  if (!/^[159AN][0-9A-HJ-NP-RTUWXY]\d{6}[0-9A-HJ-NP-RTUWXY]{10}$/u.test(text)) return false;
  const sum = CREDIT_WEIGHTS.reduce(
    (total, weight, index) => total + weight * CREDIT_LETTERS.indexOf(text[index] ?? ''),
    0,
  );
  return CREDIT_LETTERS[(31 - (sum % 31)) % 31] === text[17];
}

/** NHS number: ten digits, the last the check (modulus 11). */
export function isNhsNumber(digits: string): boolean {
  if (!/^\d{10}$/u.test(digits)) return false;
  const sum = Array.from(digits.slice(0, 9)).reduce(
    (total, digit, index) => total + Number(digit) * (10 - index),
    0,
  );
  const check = 11 - (sum % 11);
  return check !== 10 && (check === 11 ? 0 : check) === Number(digits[9]);
}
