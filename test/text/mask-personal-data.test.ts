import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskPersonalData } from '../../src/text/mask-personal-data.ts'

const bullets = (length: number) => '•'.repeat(length)

describe('maskPersonalData', () => {
  it.each([
    [
      'an e-mail address',
      'write to jo.smith+bt@acme-ltd.example please',
      'jo.smith+bt@acme-ltd.example',
    ],
    ['a mobile number', 'ring me on 07700 900123 after six', '07700 900123'],
    ['an international number', 'my number is +44 (0)20 7946 0018.', '+44 (0)20 7946 0018'],
    ['an American number', 'call 555-867-5309 anytime', '555-867-5309'],
    ['a card number', 'charged 4111 1111 1111 1111 twice', '4111 1111 1111 1111'],
    ['an account number', 'account 30458812 closed', '30458812'],
    ['an IBAN', 'paid from GB82 WEST 1234 5698 7654 32 in May', 'GB82 WEST 1234 5698 7654 32'],
    ['a post code', 'nobody serves SW1A 1AA here', 'SW1A 1AA'],
    ['a zip code with its state', 'no coverage in TX 75001 at all', 'TX 75001'],
    ['a street address', 'they went to 12 Garden Mill Lane instead', '12 Garden Mill Lane'],
    ['a social security number', 'asked for 078-05-1120 by mail', '078-05-1120'],
    [
      'an e-mail address with an apostrophe',
      "mail o'brien.j@acme.example",
      "o'brien.j@acme.example",
    ],
    ['an e-mail address with umlauts', 'mail jörg@müller.example', 'jörg@müller.example'],
    ['a German number', 'ring +49 (0)89 123456-78 now', '+49 (0)89 123456-78'],
    ['a French number', 'call 01 23 45 67 89 please', '01 23 45 67 89'],
    ['an Indian number', 'on +91-98765-43210 today', '+91-98765-43210'],
    ['a Chinese number', 'on +86 138 0013 8000 today', '+86 138 0013 8000'],
    ['a card of 15 digits', 'my card 3782 822463 10005', '3782 822463 10005'],
    ['an Austrian IBAN', 'to AT61 1904 3002 3457 3201', 'AT61 1904 3002 3457 3201'],
    ['a German address', 'send it to Hauptstraße 12a in Köln', 'Hauptstraße 12a'],
    ['a French address', 'live at 12 rue de la Paix now', '12 rue de la Paix'],
    ['a Spanish address', 'in Calle Mayor 5 nobody rang', 'Calle Mayor 5'],
    ['a post box', 'sent to PO Box 1234 instead', 'PO Box 1234'],
    ['a Canadian post code', 'no signal at K1A 0B1 at all', 'K1A 0B1'],
    ['a national insurance number', 'my NI is AB 12 34 56 C', 'AB 12 34 56 C'],
  ])('masks %s', (_, text, personal) => {
    const expected = text.replace(personal, bullets(personal.length))
    expect(maskPersonalData(text)).toBe(expected)
  })

  it.each([
    'waited 3 weeks, 45 minutes on hold, twice',
    'paid £1,299.99 on 2026-03-01 at 10:30',
    'since 12.05.2026 nothing works',
    'outages in 2019 2020 2021',
    'speed fell from 500 to 38 Mbps',
    'charged 10.50 12.99 and 8.00',
    'the X300 and the A4 paper',
    'flight SH1140 at 17.25',
    'called 5 times in 2 days',
    'waited from 10.30-11.45',
    'since Spring 2024',
    'the avenue to 5 place settings',
    '12 good street lights',
  ])('leaves figures alone: %s', (text) => {
    expect(maskPersonalData(text)).toBe(text)
  })

  it('keeps the length of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        expect(maskPersonalData(text).length).toBe(text.length)
      })
    )
  })
})
