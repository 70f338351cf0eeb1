import { describe, expect, it } from 'vitest'
import { createdKeySchema, keyListSchema } from '../../../src/http/schemas/survey-schema.ts'
import { OPERATOR_KEY } from '../../service/stored-harness.ts'
import { createStoredApp, type StoredApp } from './create-stored-app.ts'

async function makeKey(
  app: StoredApp,
  scopes: readonly string[],
  { key, workspaceId }: { readonly key?: string; readonly workspaceId?: string } = {}
) {
  const body = { name: 'test', scopes, ...(workspaceId && { workspaceId }) }
  const answer = await app.send('POST', '/v1/keys', { body, ...(key && { key }) })
  expect(answer.status).toBe(201)
  return createdKeySchema.parse(await answer.json())
}

const REQUEST = { responses: [{ id: 'r1', score: 3, comment: 'The price is dear' }] }

describe('keys', () => {
  it('are not needed on loopback until the first is made', async () => {
    const app = createStoredApp()
    expect((await app.send('GET', '/v1/surveys')).status).toBe(200)
    const { secret } = await makeKey(app, ['admin'])
    const refused = await app.send('GET', '/v1/surveys')
    expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
    expect((await app.send('POST', '/analyze', { body: REQUEST })).status).toBe(401)
    expect((await app.send('GET', '/v1/surveys', { key: secret })).status).toBe(200)
    expect((await app.send('GET', '/health')).status).toBe(200)
  })

  it('are needed from the start where others can reach the service', async () => {
    const app = createStoredApp(false)
    expect((await app.send('GET', '/v1/surveys')).status).toBe(401)
    expect((await app.send('POST', '/v1/analyze', { body: REQUEST })).status).toBe(401)
    expect((await app.send('GET', '/v1/surveys', { key: OPERATOR_KEY })).status).toBe(200)
  })

  it('start with one that can make others', async () => {
    const answer = await createStoredApp().send('POST', '/v1/keys', {
      body: { name: 'reader', scopes: ['read'] },
    })
    expect(answer.status).toBe(422)
  })

  it.each([
    ['analyze', 'POST', '/analyze', REQUEST],
    ['read', 'GET', '/v1/surveys', undefined],
    ['read', 'GET', '/v1/surveys/wave/themes', undefined],
    ['write', 'POST', '/v1/surveys', { id: 'other' }],
    ['write', 'POST', '/v1/surveys/wave/responses', REQUEST],
    ['admin', 'GET', '/v1/keys', undefined],
    ['admin', 'DELETE', '/v1/surveys/wave', undefined],
    ['admin', 'DELETE', '/v1/respondents/p1', undefined],
  ])('with the scope %s alone allow %s %s', async (scope, method, path, body) => {
    const app = createStoredApp()
    await app.send('POST', '/v1/surveys', { body: { id: 'wave' } })
    const { secret: admin } = await makeKey(app, ['admin'])
    for (const each of ['analyze', 'read', 'write', 'admin']) {
      const { secret } = await makeKey(app, [each], { key: admin })
      const isAllowed = each === scope || each === 'admin'
      // The admin key of the loop comes last, so a deletion happens once.
      const { status } = await app.send(method, path, { key: secret, ...(body && { body }) })
      expect([each, status === 403]).toEqual([each, !isAllowed])
    }
  })

  it('are listed without secrets, and refused once revoked', async () => {
    const app = createStoredApp()
    const { secret: admin } = await makeKey(app, ['admin'])
    const { id, secret } = await makeKey(app, ['read'], { key: admin })
    const listed = await (await app.send('GET', '/v1/keys', { key: admin })).text()
    expect(keyListSchema.parse(JSON.parse(listed)).keys).toHaveLength(2)
    expect(listed).not.toContain(secret)
    expect((await app.send('DELETE', `/v1/keys/${id}`, { key: admin })).status).toBe(204)
    expect((await app.send('DELETE', `/v1/keys/${id}`, { key: admin })).status).toBe(404)
    expect((await app.send('GET', '/v1/surveys', { key: secret })).status).toBe(401)
  })

  it.each([
    'Bearer',
    'Bearer ',
    'Basic abc',
    'Bearer wsk_aaaaaaaaaaaa_aaaaaaaaaaaaaaaaaaaaaaaa',
    'Bearer nonsense',
  ])('are refused when they read %j', async (authorization) => {
    const app = createStoredApp()
    const headers = { authorization }
    expect((await app.send('GET', '/v1/surveys', { headers })).status).toBe(401)
  })

  it('are refused with a right id and a wrong secret', async () => {
    const app = createStoredApp()
    const { secret } = await makeKey(app, ['admin'])
    const wrong = `${secret.slice(0, -1)}${secret.endsWith('x') ? 'y' : 'x'}`
    expect((await app.send('GET', '/v1/surveys', { key: wrong })).status).toBe(401)
  })

  it('open their own workspace only', async () => {
    const app = createStoredApp(false)
    const [acme, zenith] = [
      await makeKey(app, ['admin'], { key: OPERATOR_KEY, workspaceId: 'acme' }),
      await makeKey(app, ['admin'], { key: OPERATOR_KEY, workspaceId: 'zenith' }),
    ]
    await app.send('POST', '/v1/surveys', { body: { id: 'mine' }, key: acme.secret })
    expect((await app.send('GET', '/v1/surveys/mine', { key: acme.secret })).status).toBe(200)
    expect((await app.send('GET', '/v1/surveys/mine', { key: zenith.secret })).status).toBe(404)
    const foreign = { name: 'x', scopes: ['read'], workspaceId: 'zenith' }
    const answer = await app.send('POST', '/v1/keys', { body: foreign, key: acme.secret })
    expect(answer.status).toBe(422)
  })

  it('are never logged', async () => {
    const app = createStoredApp()
    const { secret } = await makeKey(app, ['admin'])
    await app.send('GET', '/v1/surveys', { key: secret })
    expect(JSON.stringify(app.log)).not.toContain(secret.split('_')[2])
  })
})
