import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readRole, readRoleLexicon, readRoles } from '../../../src/insight/roles/role-lexicon.ts'

const FOLDER = new URL('../../../lexicons/roles/', import.meta.url)
const TSV = readFileSync(new URL('data.tsv', FOLDER), 'utf8')
const LEXICON = readRoleLexicon(TSV)

describe('roles from free titles', () => {
  it.each([
    ['CEO', 'executive'],
    ['C.E.O.', 'executive'],
    ['Chief Operating Officer', 'executive'],
    ['Co-Founder & CTO', 'executive'],
    ['Owner', 'decision-maker'],
    ['Physio / owner', 'decision-maker'],
    ['Head of Customer Care', 'decision-maker'],
    ['VP Marketing', 'decision-maker'],
    ['Finance Director', 'budget-holder'],
    ['CFO', 'budget-holder'],
    ['Budget holder', 'budget-holder'],
    ['Head of Procurement', 'procurement'],
    ['Senior Buyer', 'procurement'],
    ['Einkäufer', 'procurement'],
    ['IT Manager', 'it'],
    ['Sr. Systems Administrator', 'it'],
    ['Project Manager', 'project-manager'],
    ['PMO Lead', 'project-manager'],
    ['Product champion', 'champion'],
    ['Power user', 'champion'],
    ['Asst. Manager', 'manager'],
    ['Care co-ordinator', 'manager'],
    ['Ops Mgr', 'manager'],
    ['Accounts Payable Clerk', 'finance'],
    ['Receptionist', 'end-user'],
    ['Dental nurse / admin', 'end-user'],
    ['Stock controller', 'end-user'],
  ])('%s is %s', (title, role) => {
    expect(readRole(title, LEXICON)).toBe(role)
  })

  it.each(["CEO's PA", 'PA to the Managing Director', 'Assistant to CFO', 'Founder’s assistant'])(
    'who acts for somebody else is not that person: %s',
    (title) => expect(readRole(title, LEXICON)).toBe('end-user')
  )

  it.each(['wizard', 'Team Wolfsrudel', '???!', '42'])('%s is unknown or missing', (title) => {
    expect(['unknown', 'missing', 'end-user']).toContain(readRole(title, LEXICON))
  })

  it('counts unknown and missing titles apart', () => {
    const read = readRoles(['CFO', null, 'wizard', ' ', 'wizard'], LEXICON)
    expect(read.roles).toEqual(['budget-holder', 'missing', 'unknown', 'missing', 'unknown'])
    expect([read.missingCount, read.unknownCount]).toEqual([2, 2])
  })

  it('refuses a list with an unknown role or a precedence that is none', () => {
    expect(() => readRoleLexicon('h\nboss\tking\t3\n')).toThrow('role lexicon')
    expect(() => readRoleLexicon('h\nboss\tmanager\tx\n')).toThrow('role lexicon')
    expect(() => readRoleLexicon('h\nboss\n')).toThrow('role lexicon')
  })
})

describe('lexicons/roles', () => {
  const lines = TSV.trimEnd().split('\n').slice(1)
  const provenance = JSON.parse(readFileSync(new URL('provenance.json', FOLDER), 'utf8'))

  it('has the rows and the checksum that its provenance states', () => {
    expect(lines).toHaveLength(provenance.rows)
    expect(createHash('sha256').update(TSV).digest('hex')).toBe(provenance.sha256['data.tsv'])
  })

  it('is sorted, without duplicates, in normal form', () => {
    const terms = lines.map((line) => line.split('\t')[0] ?? '')
    expect(terms).toEqual([...new Set(terms)].sort())
    expect(terms.filter((term) => !/^[\p{Ll}\d]+( [\p{Ll}\d]+)*$/u.test(term))).toEqual([])
  })
})
