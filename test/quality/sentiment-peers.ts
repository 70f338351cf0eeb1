import { createRequire } from 'node:module'
import winkModel from 'wink-eng-lite-web-model'
import winkNLP from 'wink-nlp'

const require = createRequire(import.meta.url)

/** A library to compare with: a comment in, a number out whose sign is the polarity. */
export type Peer = {
  readonly name: string
  readonly valenceOf: (comment: string) => number
  /** Valences nearer to 0 than this are neutral; the library's own advice. */
  readonly neutralBand: number
}

/** The sentiment libraries of the npm registry that are most in use, as their documents tell to use them. */
export function loadPeers(): Peer[] {
  const vader = require('vader-sentiment')
  const Sentiment = require('sentiment')
  const winkSentiment = require('wink-sentiment')
  // Single modules: the package's root loads database clients.
  const Analyzer = require('natural/lib/natural/sentiment/SentimentAnalyzer.js')
  const natural = new Analyzer(
    'English',
    require('natural/lib/natural/stemmers/porter_stemmer.js'),
    'afinn'
  )
  const nlp = winkNLP(winkModel, ['sbd', 'negation', 'sentiment'])
  const sentiment = new Sentiment()
  return [
    {
      name: 'vader-sentiment',
      valenceOf: (comment) => vader.SentimentIntensityAnalyzer.polarity_scores(comment).compound,
      neutralBand: 0.05,
    },
    { name: 'sentiment', valenceOf: (comment) => sentiment.analyze(comment).score, neutralBand: 0 },
    {
      name: 'wink-sentiment',
      valenceOf: (comment) => winkSentiment(comment).score,
      neutralBand: 0,
    },
    {
      name: 'natural',
      valenceOf: (comment) => natural.getSentiment(comment.match(/[A-Za-z0-9_']+/g) ?? ['']),
      neutralBand: 0,
    },
    {
      name: 'wink-nlp',
      valenceOf: (comment) => Number(nlp.readDoc(comment).out(nlp.its.sentiment)),
      neutralBand: 0,
    },
  ]
}
