import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { ANSWER_EXAMPLES, BODY_EXAMPLES } from '../../src/http/schemas/route-examples.ts'
import { createStoredApp } from './surveys/create-stored-app.ts'

type Media = { readonly schema?: object; readonly example?: unknown }
type Content = { readonly content?: Readonly<Record<string, Media>> }
type Operation = {
  readonly operationId: string
  readonly summary: string
  readonly tags: readonly string[]
  readonly requestBody?: Content
  readonly responses: Readonly<Record<string, Content>>
}
type Document = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: object }
}

const document = (await (await createStoredApp().send('GET', '/openapi.json')).json()) as Document
const operations = Object.values(document.paths).flatMap((path) => Object.values(path))

const jsonOf = ({ content }: Content = {}) => content?.['application/json']
const successOf = ({ responses }: Operation) =>
  Object.entries(responses).find(([status]) => status.startsWith('2'))?.[1]

/** The document as one schema, so that references inside it find their place. */
const ajv = new Ajv2020({ strict: false, validateFormats: false }).addSchema(document, 'document')
const mistakesOf = ({ schema = {} }: Media, example: unknown) => {
  const text = JSON.stringify(schema).replaceAll('"#/components', '"document#/components')
  const validate = ajv.compile(JSON.parse(text) as object)
  return validate(example) ? null : validate.errors
}

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator()
    const { valid, errors } = await validator.validate(structuredClone(document))
    expect(errors).toBeUndefined()
    expect([valid, validator.version]).toEqual([true, '3.1'])
  })

  it('describes each operation once, with its problems', () => {
    const ids = operations.map(({ operationId }) => operationId)
    expect(new Set(ids).size).toBe(ids.length)
    for (const { operationId, summary, tags, responses } of operations) {
      expect([operationId, summary, tags.length]).toEqual([operationId, expect.any(String), 1])
      const problems = Object.entries(responses).filter(([status]) => /^[45]/.test(status))
      expect(problems.length, operationId).toBeGreaterThan(0)
      for (const [, { content }] of problems) {
        expect(Object.keys(content ?? {}), operationId).toEqual(['application/problem+json'])
      }
    }
  })

  it('shows an example of each JSON body of a stored survey; add others to route-examples.ts', () => {
    const lacking = operations.filter(({ operationId, requestBody }) => {
      const media = jsonOf(requestBody)
      const isFile = (media?.schema as { format?: string } | undefined)?.format === 'binary'
      return media && !isFile && media.example === undefined && operationId !== 'analyzeFile'
    })
    expect(lacking.map(({ operationId }) => operationId)).toEqual([])
  })

  it('gives only examples that fit their schemas', () => {
    const examples = operations.flatMap((operation) =>
      [jsonOf(operation.requestBody), jsonOf(successOf(operation))].flatMap((media) =>
        media?.example === undefined ? [] : [{ media, id: operation.operationId }]
      )
    )
    for (const { media, id } of examples) {
      expect(mistakesOf(media, media.example), id).toBeNull()
    }
    const known = new Set(operations.map(({ operationId }) => operationId))
    const named = [...Object.keys(BODY_EXAMPLES), ...Object.keys(ANSWER_EXAMPLES)]
    expect(named.filter((id) => !known.has(id))).toEqual([])
    expect(examples.length).toBeGreaterThanOrEqual(named.length)
  })
})
