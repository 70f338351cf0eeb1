import type { ResponseFlag } from '../domain/reading.ts'
import type { Unit } from './sentiment/units.ts'

// All patterns read normal forms joined by one space, with a space at both ends; names are "@name".
const PROVIDER =
  '(?:provider|supplier|bank|company|airline|carrier|network|insurer|hotel|shop|store|brand|platform|vendor|isp|operator|restaurant|dentist|practice|surgery|school|college|firm|broker|courier|gym|supermarket|retailer|garage|crowd|lot|mob|outfit)s?'

// The customer leaves, has left, or threatens to.
const CHURN: readonly RegExp[] = [
  / (?:i|we) (?:am|are|was|were|have been|will be) (?:now |seriously |already |actively |definitely |just |both |all )?(?:leaving|switching|moving away|moving elsewhere|canceling|cancelling|looking elsewhere|looking around|shopping around|looking (?:at|for) (?:a |an )?(?:new|other|another|alternative|different)|(?:considering|thinking of|thinking about) (?:leaving|switching|moving|changing|canceling|going)|going elsewhere|going to (?:leave|switch|cancel)|off|gone|out|done with|closing) /,
  / (?:will|would|shall|going to|want to|trying to|decided to|about to|plan to|planning to|intend to|might|may|tempted to|ready to|forced to|have to) (?:\S+ )?(?:leave you|leave (?:when|as soon|at|if|for|@name)|cancel (?:my|our|the (?:contract|subscription|policy|membership))|switch (?:to|provider|supplier|bank|away|my|our)|move (?:to another|away|elsewhere|provider|supplier|bank|my|our|everything)|change (?:provider|supplier|bank|company|dentist|gp|insurer)s?|go elsewhere|take (?:my|our) (?:business|money|custom)|look elsewhere|close (?:my|our) account|be (?:leaving|canceling|switching|moving|looking elsewhere|going elsewhere|off|gone|closing)) /,
  / (?:not|never) (?:\S+ )?(?:renew|renewing|returning to you|coming back|going back|use (?:you|them|this \S+) again|using (?:you|them|this \S+) again|stay here again|staying here again|(?:order|buy|book|fly|shop|travel|bank|eat|stay) (?:\S+ ){0,3}again|flying (?:\S+ ){0,3}again|booking (?:\S+ ){0,3}again|be back|come back|return|visit again|do business) /,
  /(?:^| )never again (?:$|! )/,
  / (?:last time (?:i|we)|last (?:dime|penny|cent|pound) you|lost (?:a|my|our|me as a|us as|another|this) (?:\S+ )?(?:customer|business|custom)|(?:taking|take|took) (?:my|our) (?:business|money|custom)|jump(?:ing)? ship|(?:canceled|cancelled|canceling) (?:my|our)|(?:closed|closing) (?:my|our) account|(?:handed in|giving|gave) (?:my |our )?notice|(?:when|once|as soon as) (?:my|the|our) contract|(?:^|i|we|am|are) (?:switching|leaving|moving) (?:to|for) |counting the days) /,
  / (?:booking|going|flying|shopping|staying|buying|ordering) (?:with |from |at )?(?:@name|someone else|somewhere else|elsewhere|another \S+) next time /,
  / (?:will|would) be gone | i am (?:off|gone|out|done) | we are (?:off|gone|out|done) | good riddance | selling up /,
]

// A change is asked for.
const VERB =
  '(?:add|fix|improve|make|give|bring|stop|sort|reduce|lower|provide|let|allow|get|put|consider|include|offer|open|train|hire|employ|answer|reply|call|contact|keep|look|upgrade|update|introduce|ensure|change|restore|have|tell|explain|turn|refund|invest|increase|extend|speed|listen|clean|simplify|remove|replace|review|do something|warn|text|inform|teach|cut|drop|reward|pull|amend|load)'
const REQUEST: readonly RegExp[] = [
  new RegExp(` (?:please|kindly) (?:\\S+ )?${VERB} `),
  / (?:more|less|fewer|better|faster|cheaper|one|a|an) (?:\S+ ){1,5}(?:please|needed|required|wanted) (?:$|! )/,
  new RegExp(
    ` (?:you|they|there|it|we|staff|company|team|app|website|system|management|customers|prices|somebody|someone) (?:really )?(?:should|need to|needs to|must|ought to) (?:\\S+ )?(?:be|${VERB.slice(3, -1)}) `
  ),
  /^ (?:should|needs? to|need|needs|could do with|would like|would love|would be (?:nice|good|great|helpful|useful|better|handy|lovely|ideal)|wish|hope) /,
  / (?:would like (?:to see|you|more|it|the|a|an|some)|would love (?:to see|a|an|more|it)|would be (?:nice|good|great|helpful|useful|better|handy|lovely|ideal) (?:to|if)|would appreciate|would prefer|wish (?:you|they|there|it) |if you could|could do with|could use (?:a|some|more)|how about|want to see|like to see|looking forward to seeing|needs (?:more|better|a|an|some)|please could you|could you please|can you please|do something about) /,
  new RegExp(
    `^ (?:just )?${VERB} (?:the|your|a|an|my|our|more|up|me|us|it|some|back|to|something|people|staff|customers|in|better|online|weekend|on|people) `
  ),
  /^ (?:more|less|fewer|better|faster|cheaper|quicker|lower|longer|earlier|later|clearer|bigger|larger) (?!than )(?!or )\S+ (?:\S+ ){0,6}$/,
  /^ improve (?:\S+ )/,
  / (?:could|can) be (?:\S+ )?(?:better|improved|faster|quicker|cheaper|clearer|easier|warmer|cleaner|bigger|friendlier)/,
]

// Another provider is meant.
const COMPETITOR: readonly RegExp[] = [
  / (?:competitors?|the competition|rivals?) /,
  new RegExp(` (?:other|another|different|alternative|previous|former|rival) ${PROVIDER} `),
  new RegExp(` (?:my|our|the|his|her) (?:old|last) ${PROVIDER} `),
  / (?:switch|switched|switching|defected|defecting|changed|changing|came|coming|come) (?:\S+ )?(?:over )?(?:to|from) @name /,
  / (?:moved|moving|went|going|gone|move|go) (?:\S+ ){0,3}(?:over )?to @name (?:instead|last|next|this|and|because|for|$)/,
  / (?:than|unlike|versus|vs|compared (?:to|with)) (?:with |at |from |the )?@name /,
  / @name (?:do|does|did|have|has|is|are|were|was|offer|offers|give|gives|charge|charges|can|manages?|delivers?|will|lets?|now) (?:\S+ ){0,6}(?:cheaper|better|faster|free|less|half|same|quicker|more|matched|for less) /,
  / (?:with|from|at|to|through|get the|buy) @name (?:instead|next time|for less|now|before) /,
  / (?:cheaper|better|faster|less|quicker|half the price|same (?:thing|plan|cover|price)) (?:\S+ ){0,2}(?:elsewhere|somewhere else|anywhere else|everywhere else) /,
  / (?:than (?:anyone|anywhere|anybody|any other|the others|others|everyone|everybody|most|all the other)(?: else)?|everyone else (?:is|offers|has|does|charges)|others (?:are|offer|do|charge|have|manage)|(?:bought|got|get|order|ordered|buy) (?:\S+ ){0,3}(?:elsewhere|from someone else|somewhere else)) /,
]

/**
 * Flags that a comment's own words carry: the wish to leave, a request, a competitor.
 *
 * They are patterns of plain speech: hints such as "next stop the ombudsman" are not seen.
 *
 * @param text - normal forms joined by one space, with a space at both ends; names as `@name`
 * @returns flags in the order of `ResponseFlag`
 * @throws nothing
 * @see test/text/flags.test.ts for precision and recall
 * @example
 * flagsOf(' please add more seats ') // => ['request']
 */
export function flagsOf(units: readonly Unit[]): ResponseFlag[] {
  const text = ` ${units.map((unit) => unit.form).join(' ')} `
  const flags: ResponseFlag[] = []
  if (CHURN.some((pattern) => pattern.test(text))) flags.push('churn-intent')
  if (REQUEST.some((pattern) => pattern.test(text))) flags.push('request')
  if (COMPETITOR.some((pattern) => pattern.test(text))) flags.push('competitor')
  return flags
}
