// Only this module of natural is loaded: its root import pulls in every language and database clients.
import stemmer from 'natural/lib/natural/stemmers/porter_stemmer.js'

/** The Porter stemmer of natural, typed. */
export const PorterStemmer: { stem(word: string): string } = stemmer
