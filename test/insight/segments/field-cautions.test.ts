import { describe, expect, it } from 'vitest'
import {
  fieldCautions,
  isEmployeeField,
  isSensitiveField,
  minBaseFor,
} from '../../../src/insight/segments/field-cautions.ts'

describe('fields that call for care', () => {
  it.each(['age', 'ageGroup', 'AGE_BAND', 'Marital status', 'household-income', 'gender'])(
    'demographic field %s is sensitive',
    (field) => expect(isSensitiveField(field)).toBe(true)
  )

  it.each(['plan', 'language', 'stage', 'tenureMonths', 'region'])('%s is not', (field) =>
    expect(isSensitiveField(field)).toBe(false)
  )

  it('single employees need a larger base, and no order of merit is given', () => {
    expect(isEmployeeField('Support agent')).toBe(true)
    expect(minBaseFor(['agent'], 5)).toBe(30)
    expect(minBaseFor(['agent'], 50)).toBe(50)
    expect(minBaseFor(['plan'], 5)).toBe(5)
  })

  it('warns once per field and reason', () => {
    expect(fieldCautions(['gender', 'plan', 'agent']).map((w) => w.code)).toEqual([
      'sensitive-field',
      'employee-field',
    ])
  })
})
