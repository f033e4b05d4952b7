import { expect, it } from 'vitest';
import { readLicence } from '../../src/records/terminology/physicianLicence.ts';

it.each([
  ['110120000012345', { grade: 'physician', province: '12' }],
  ['210310115000001', { grade: 'assistant', province: '31' }],
  ['110000000000001', { grade: 'physician', province: null }],
  ['910440000000001', { grade: null, province: '44' }],
  ['1101200000123456', { grade: null, province: null }],
  ['11012000001234X', { grade: null, province: null }],
  ['', { grade: null, province: null }],
])('the number %j of a licence says %j', (number, said) => {
  expect(readLicence(number)).toEqual(said);
});
