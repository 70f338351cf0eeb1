/** What a column can hold. */
export type ColumnField =
  | 'id'
  | 'score'
  | 'comment'
  | 'at'
  | 'respondentId'
  | 'accountId'
  | 'role'
  | 'segment'
  | 'ignored'

/** A heading that points to a field; the weight says how surely, from 1 (perhaps) to 3 (surely). */
type HeadingRule = readonly [pattern: RegExp, weight: 1 | 2 | 3]

/**
 * Heading words by field in English, German, French and Spanish, after the exports of Delighted,
 * SurveyMonkey, Qualtrics, Typeform, AskNicely, Retently, Formbricks and Google Forms. Headings are
 * compared without accents, capitals and punctuation.
 */
export const HEADING_RULES: Readonly<
  Record<Exclude<ColumnField, 'segment' | 'ignored'>, readonly HeadingRule[]>
> = {
  id: [
    [/^(survey )?(response|answer|submission|feedback|antwort) (id|no|nr|number|token)$/, 3],
    [/^(responseid|answerid|record id|entry id|token|uuid)$/, 3],
    [/^(respondent id|id de respuesta|id de reponse|identifiant)$/, 2],
    [/^(id|key|nr|no)?$/, 1],
  ],
  score: [
    [/\bnps( score| rating)?$/, 3],
    [/\bhow likely\b.*\brecommend/, 3],
    [/\blikely\b.*\brecommend|\blikelihood to recommend\b|\brecommend(ation)? score\b/, 3],
    [/\b(weiterempfehl\w*|wahrscheinlich\b.*\bempfehl\w*)/, 3],
    [/\b(recommanderiez|recommander|recommandation)\b/, 3],
    [/\b(recomendarias?|recomendaria\w*|recomendacion|probable\b.*\brecomiend\w*)\b/, 3],
    [/^(score|rating|answer|ltr|fft|stars|punkte|bewertung|note|puntuacion|calificacion)$/, 2],
    [/\b(score|rating|bewertung|puntuacion)\b/, 1],
  ],
  comment: [
    [/^((additional|other|customer|your|nps|survey) )?(comments?|feedback|verbatim)$/, 3],
    [/\bwhy\b|\b(main|primary|biggest)? ?reason\b|\bopen ended\b|\bverbatim\b/, 3],
    [
      /\b(tell us more|share more|could we (do|improve)|can we (do|improve)|like (most|best|least))\b/,
      3,
    ],
    [/\b(warum|weshalb|wieso|grund|begrundung|kommentar\w*|anmerkung\w*|ruckmeldung)\b/, 3],
    [/\b(pourquoi|raison|commentaires?|remarques?|avis)\b/, 3],
    [/\b(por que|motivo|razon|comentarios?|observaciones)\b/, 3],
    [/\b(comments?|feedback|suggestions?|remarks?|opinion)\b/, 2],
    [/^(text|review|message|response|answer|reply|description|content)$/, 2],
  ],
  at: [
    [/^(responded|submitted|answered|completed)( (at|on|date|time))?$|^submit date\b/, 3],
    [/^(response|submission|completion|survey) (date|time|timestamp)\b|^recorded ?date\b/, 3],
    [/^(timestamp|zeitstempel|horodateur|marca temporal|date|datum|fecha)$/, 3],
    [/^(created|date created|creation|created date)( (at|on|date|time))?$|^end ?date\b/, 2],
    [/\b(date|datum|fecha|time|at)\b|^start ?date\b/, 1],
  ],
  respondentId: [
    [/^(person|contact|customer|user|respondent|member|client|subscriber) ?(id|key|no|number)$/, 3],
    [/^(userid|personid|contactid|customerid|respondent|external (data )?reference)$/, 3],
    [/^(kundennummer|kunden ?id|numero de client|id de cliente)$/, 3],
    [/^((customer|recipient|contact|user) )?e ?mail( address)?$|^adresse e ?mail$|^correo\b/, 2],
  ],
  accountId: [
    [/^(account|company|organi[sz]ation)( ?(id|name|key))?$/, 3],
    [/^(firma|unternehmen|entreprise|societe|empresa|compania)$/, 3],
  ],
  role: [
    [/^((job|your) )?(role|title|position|function)$|^job (role|function)$/, 3],
    [/^(rolle|funktion|berufsbezeichnung|poste|fonction|cargo|puesto|rol)$/, 3],
  ],
}

/** Headings of columns that are personal or technical and are left out, with the reason. */
export const IGNORED_HEADINGS: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [
    /^((first|last|full|middle|user|customer|contact|person|recipient|display)? ?)?(first |last )?name$/,
    'name of a person',
  ],
  [/^(vorname|nachname|prenom|nom|nombre|apellidos?)$/, 'name of a person'],
  [/\b(e ?mail|phone|telephone|mobile|ip ?address|latitude|longitude|telefon)\b/, 'personal data'],
  [/\b(url|link|permalink|user ?agent|network id|collector id|survey id|referrer)\b/, 'technical'],
  [
    /\bnps (group|category|type)\b|\b(score|rating) ?(category|group|type|label)\b/,
    'follows from the score',
  ],
  [/^(status|published|question type|no|nr|index|row|row number)$/, 'technical'],
  [/\b(progress|duration|finished|sent|opened|modified|updated|tags|notes)\b/, 'technical'],
]

/** A heading in the form in which rules are written. */
export function plainHeading(heading: string): string {
  return heading
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
