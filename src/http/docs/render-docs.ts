import { html, raw } from 'hono/html'
import { PROBLEMS } from '../problem.ts'

/** The parts of a JSON Schema that the page shows. */
export type ApiSchema = {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly description?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly default?: unknown
  readonly minimum?: number
  readonly maximum?: number
  readonly maxLength?: number
  readonly items?: ApiSchema
  readonly properties?: Readonly<Record<string, ApiSchema>>
  readonly required?: readonly string[]
  readonly anyOf?: readonly ApiSchema[]
  readonly allOf?: readonly ApiSchema[]
  readonly additionalProperties?: ApiSchema | boolean
}

type Content = Readonly<Record<string, { readonly schema?: ApiSchema; readonly example?: unknown }>>

type Operation = {
  readonly summary?: string
  readonly description?: string
  readonly requestBody?: { readonly content: Content }
  readonly responses: Readonly<
    Record<string, { readonly description: string; readonly content?: Content }>
  >
}

/** The parts of an OpenAPI document that the page shows. */
export type ApiDocument = {
  readonly info: { readonly title: string; readonly version: string; readonly description?: string }
  readonly tags?: readonly { readonly name: string; readonly description?: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components?: { readonly schemas?: Readonly<Record<string, ApiSchema>> }
}

type Html = ReturnType<typeof html>

/** Renders an OpenAPI document as one page of plain HTML. */
export function renderDocs(document: ApiDocument): Html {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation }))
  )
  const schemas = Object.entries(document.components?.schemas ?? {})
  const pages = (document.tags ?? []).filter(({ description }) => description !== undefined)
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${document.info.title} API</title>
<link rel="stylesheet" href="/docs/style.css">
</head>
<body><main>
<h1>${document.info.title} API</h1>
<p>${prose(document.info.description)}</p>
<p>Version ${document.info.version} · <a href="/openapi.json">openapi.json</a></p>
<nav><ul>
${operations.map(({ path, method }) => html`<li><a href="#${anchor(method, path)}">${method.toUpperCase()} ${path}</a></li>`)}
<li><a href="#problems">Problems</a></li>
${pages.map(({ name }) => html`<li><a href="#page-${name}">${name}</a></li>`)}
${schemas.map(([name]) => html`<li><a href="#schema-${name}">${name}</a></li>`)}
</ul></nav>
${operations.map(({ path, method, operation }) => renderOperation(path, method, operation))}
${renderProblems()}
${pages.map(({ name, description }) => html`<h2 id="page-${name}">${name}</h2><pre class="page">${description}</pre>`)}
${schemas.map(([name, schema]) => renderSchema(name, schema))}
</main></body>
</html>
`
}

function renderOperation(path: string, method: string, operation: Operation): Html {
  const request = Object.values(operation.requestBody?.content ?? {})[0]
  return html`<h2 id="${anchor(method, path)}"><span class="method">${method.toUpperCase()}</span><code>${path}</code></h2>
<p><strong>${operation.summary}.</strong> ${prose(operation.description)}</p>
${request ? html`<h3>Request body: ${kindOf(request.schema)}</h3>${example(request.example)}` : ''}
<h3>Answers</h3>
<table><tr><th>Status</th><th>Body</th><th>Meaning</th></tr>
${Object.entries(operation.responses).map(([status, response]) => html`<tr><td>${status}</td><td class="kind">${kindOf(Object.values(response.content ?? {})[0]?.schema)}</td><td>${prose(response.description)}</td></tr>`)}
</table>
${Object.values(operation.responses).map(({ content }) => example(Object.values(content ?? {})[0]?.example))}
`
}

function renderProblems(): Html {
  return html`<h2 id="problems">Problems</h2>
<p>Errors are RFC 9457 problem details (<a href="#schema-Problem">Problem</a>) of content type <code>application/problem+json</code>. <code>type</code> is one of these, or <code>about:blank</code>.</p>
<table><tr><th>Type</th><th>Status</th><th>Title</th></tr>
${Object.entries(PROBLEMS).map(([code, { status, title }]) => html`<tr id="problem-${code}"><td><code>${code}</code></td><td>${status}</td><td>${title}</td></tr>`)}
</table>
`
}

function renderSchema(name: string, schema: ApiSchema): Html {
  const fields = Object.entries(schema.properties ?? {})
  const isRequired = new Set(schema.required ?? [])
  return html`<h2 id="schema-${name}">${name}</h2>
<p>${prose(schema.description)}</p>
${
  fields.length === 0
    ? html`<p class="kind">${kindOf(schema)}</p>`
    : html`<table><tr><th>Field</th><th>Kind</th><th>Meaning</th></tr>
${fields.flatMap(([field, inner]) => fieldRows(field, inner, isRequired.has(field)))}</table>`
}
`
}

/** A row for the field, and one for each field of an object that has no name of its own. */
function fieldRows(field: string, schema: ApiSchema, isRequired: boolean): Html[] {
  const marks = [
    ...(isRequired ? [] : ['optional']),
    ...(schema.default === undefined || schema.properties
      ? []
      : [`default ${JSON.stringify(schema.default)}`]),
    ...range(schema),
  ]
  const row = html`<tr><td><code>${field}</code></td><td class="kind">${kindOf(schema)}${marks.length > 0 ? `, ${marks.join(', ')}` : ''}</td><td>${prose(schema.description)}</td></tr>`
  const inner = Object.entries(schema.properties ?? {}).flatMap(([key, value]) =>
    fieldRows(`${field}.${key}`, value, (schema.required ?? []).includes(key))
  )
  return [row, ...inner]
}

function range({ minimum, maximum, maxLength }: ApiSchema): string[] {
  if (maxLength !== undefined) return [`at most ${maxLength} characters`]
  const isBounded = (bound: number | undefined) =>
    bound !== undefined && Math.abs(bound) < Number.MAX_SAFE_INTEGER
  if (isBounded(minimum) && isBounded(maximum)) return [`${minimum} … ${maximum}`]
  if (isBounded(minimum)) return [`≥ ${minimum}`]
  return isBounded(maximum) ? [`≤ ${maximum}`] : []
}

function kindOf(schema: ApiSchema | undefined): Html | string {
  if (!schema) return ''
  const name = schema.$ref?.split('/').at(-1)
  if (name) return html`<a href="#schema-${name}">${name}</a>`
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  const branches = schema.anyOf ?? schema.allOf
  if (branches) {
    return html`${branches.map((branch, index) => html`${index > 0 ? ' or ' : ''}${kindOf(branch)}`)}`
  }
  if (schema.items) return html`list of ${kindOf(schema.items)}`
  if (typeof schema.additionalProperties === 'object' && !schema.properties) {
    return html`object of ${kindOf(schema.additionalProperties)}`
  }
  return schema.type === undefined ? 'any' : [schema.type].flat().join(' | ')
}

function example(value: unknown): Html | string {
  if (value === undefined) return ''
  return html`<pre>${JSON.stringify(value, null, 2)}</pre>`
}

/** Text with `code` marked; everything else is escaped. */
function prose(text = ''): Html {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return html`${raw(escaped.replaceAll(/`([^`]+)`/g, '<code>$1</code>'))}`
}

function anchor(method: string, path: string): string {
  return `${method}${path.replaceAll(/[^a-z0-9]+/gi, '-')}`
}
