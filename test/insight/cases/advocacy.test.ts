import { describe, expect, it } from 'vitest'
import { tellsOfAdvocacy } from '../../../src/insight/cases/advocacy.ts'

describe('recommendations made or received', () => {
  it.each([
    'I have recommended you to all my neighbours',
    "we've told our customers about it",
    'A colleague recommended them and I never looked back',
    'I was referred by a friend',
    'I always recommend them to everyone',
    'Half of the street joined by word of mouth',
  ])('%s', (text) => {
    expect(tellsOfAdvocacy(text)).toBe(true)
  })

  it.each([
    'I would recommend this',
    'I would not recommend them to my friends',
    "I wouldn't tell my friends to join",
    'Friendly staff',
    'They told me to wait',
  ])('but not: %s', (text) => {
    expect(tellsOfAdvocacy(text)).toBe(false)
  })
})
