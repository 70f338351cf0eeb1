// Types of requests and answers, derived from the descriptions of the routes. Nothing here exists at run time.

import type { z } from 'zod'
import type { ClientRoute, RouteShape } from '../http/client-routes.ts'

type NameOf<R extends RouteShape> = R extends {
  readonly method: infer M extends string
  readonly path: infer P extends string
}
  ? `${Uppercase<M>} ${P}`
  : never

/** The description of each route under its name. */
type Routes = { readonly [R in ClientRoute as NameOf<R>]: R }

/** Method and path of every route, as the OpenAPI document writes them: `GET /v1/surveys/{surveyId}`. */
export type RouteName = keyof Routes

type Scalar = string | number | boolean

/** A parameter such as `segment.*` stands for any name after the dot, with one value or several. */
type QueryOf<Q> = {
  readonly [K in keyof Q as K extends `${infer Start}.*`
    ? `${Start}.${string}`
    : K]?: K extends `${string}.*` ? Scalar | readonly Scalar[] | undefined : Q[K] | undefined
}

/** A body that is not JSON. */
export type RawBody = string | Blob | ArrayBuffer | Uint8Array<ArrayBuffer> | ReadableStream

type ParamsPart<R> = R extends { readonly params: infer P extends z.ZodType }
  ? { readonly params: z.input<P> }
  : { readonly params?: undefined }

type QueryPart<R> = R extends { readonly query: infer Q extends z.ZodType }
  ? { readonly query?: QueryOf<z.output<Q>> }
  : { readonly query?: undefined }

type HeadersPart<R> = R extends { readonly headers: infer H extends z.ZodType }
  ? { readonly headers?: z.input<H> & Readonly<Record<string, string | undefined>> }
  : { readonly headers?: Readonly<Record<string, string | undefined>> }

type BodyPart<R> = R extends { readonly rawBody: infer T }
  ? {
      readonly body:
        | RawBody
        | (R extends { readonly body: infer B extends z.ZodType } ? z.input<B> : never)
      /** Content type of a body that is not JSON; `application/octet-stream` without it. */
      readonly contentType?: keyof T & string
    }
  : R extends { readonly body: infer B extends z.ZodType }
    ? { readonly body: z.input<B> }
    : { readonly body?: undefined }

type PartsOf<R> = ParamsPart<R> & QueryPart<R> & HeadersPart<R> & BodyPart<R>

/** What a request to a route is made of: parameters of the path, query, headers, body. */
export type RequestTo<N extends RouteName> = PartsOf<Routes[N]> & {
  readonly signal?: AbortSignal | undefined
}

type AnswerOfRoute<R> = R extends { readonly answer: infer A extends z.ZodType }
  ? z.output<A>
  : R extends { readonly answerType: string }
    ? string
    : null

/** What a route answers: the parsed JSON, the text of an answer that is not JSON, null for none. */
export type AnswerOf<N extends RouteName> = AnswerOfRoute<Routes[N]>

/** Routes that need nothing but their name. */
type IsFree<N extends RouteName> = Record<never, never> extends RequestTo<N> ? true : false

/** The request, left out where a route needs none. */
export type RequestArgument<N extends RouteName> =
  IsFree<N> extends true ? [request?: RequestTo<N>] : [request: RequestTo<N>]

/** Routes whose answer is a page with `next`. */
export type PagedRoute = {
  [N in RouteName]: AnswerOf<N> extends { readonly next: string | null } ? N : never
}[RouteName]

/** The lists of a page, such as `responses`. */
export type ListsOf<Page> = {
  [K in keyof Page]-?: Page[K] extends readonly unknown[] ? K : never
}[keyof Page]

/** One entry of a list of a page. */
export type EntryOf<Page, K extends keyof Page> = Page[K] extends readonly (infer E)[] ? E : never

/** An import and how far it has come. */
export type ImportProgress = AnswerOf<'GET /v1/surveys/{surveyId}/imports/{importId}'>
