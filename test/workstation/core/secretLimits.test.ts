import { describe, expect, it } from 'vitest';
import { INTERACTIVE_LIMITS, MODERATE_LIMITS } from '../../../src/crypto/passwordHash.ts';
import { secretLimitsOf } from '../../../src/workstation/core/secretLimits.ts';

describe('the cost of guessing what a patient holds', () => {
  it('is the formats’ own where nothing is said', () => {
    expect(secretLimitsOf({})).toEqual({ pin: INTERACTIVE_LIMITS, master: MODERATE_LIMITS });
  });
});
