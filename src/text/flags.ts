import type { ResponseFlag } from '../domain/reading.ts'

// Read on the normal forms joined by spaces: the customer leaves, left, or threatens to.
const CHURN: readonly RegExp[] = [
  / (?:i|we) (?:am|are|was|were|have been|will be)? ?(?:now |seriously |already |actively |definitely |just )?(?:leaving|switching|moving away|moving elsewhere|canceling|cancelling|looking elsewhere|looking around|shopping around|looking at other|looking for (?:a |an )?(?:new|other|another|alternative)|considering (?:leaving|switching|moving|changing|canceling)|thinking of (?:leaving|switching|moving|changing|canceling)|thinking about (?:leaving|switching|moving|changing|canceling)|going (?:elsewhere|somewhere else|to (?:leave|switch|cancel|move|change)))/,
  / (?:will|would|shall|going to|want to|wanted to|trying to|decided to|about to|plan to|planning to|intend to|might|may|have to|tempted to|ready to) (?:\S+ )?(?:leave|cancel|switch|move (?:to another|away|elsewhere|provider|supplier|bank|my|our)|change (?:provider|providers|supplier|suppliers|bank|banks|company|dentist|gp)|go elsewhere|take my (?:business|money|custom)|look elsewhere|terminate|close my account)/,
  / (?:not|never) (?:be )?(?:renew|renewing|returning|coming back|going back|using (?:you|them|this \S+) again|buying (?:\S+ )?again|booking (?:\S+ )?again|flying (?:with )?(?:\S+ )?again|use (?:you|them|this \S+) again|stay here again|order (?:\S+ )?again|fly (?:with )?(?:\S+ )?again|go back|come back|return|shop here again|book (?:\S+ )?again|buy (?:\S+ )?again|visit again|stay again|do business)/,
  / (?:last time (?:i|we)|lost (?:a|my|our|me as a|a loyal|another) (?:\S+ )?(?:customer|business|custom)|taking (?:my|our) (?:business|money|custom)|take (?:my|our) (?:business|money|custom)|goodbye|bye bye|i am off|we are off|off to|jumping ship|jump ship|shopping around|looking elsewhere|canceled (?:my|our)|cancelled (?:my|our)|closed (?:my|our) account|closing (?:my|our) account|handed in (?:my|our) notice|giving notice|as soon as (?:my|the|our) contract|when (?:my|the|our) contract (?:ends|runs|is up|expires)|contract (?:ends|runs out|is up) (?:i|we))/,
]
const REQUEST: readonly RegExp[] = [
  / (?:please|kindly|pls) (?:\S+ )?(?:add|fix|improve|make|give|bring|stop|sort|reduce|lower|provide|let|allow|get|put|send|consider|do|include|offer|open|train|hire|answer|reply|call|contact|help|keep|look|upgrade|update|introduce|ensure|check|return|change|work|restore|have|tell|explain|turn|refund|invest|increase|extend|speed|listen)/,
  / (?:should|need to|needs to|must|ought to|has to|have got to) (?:\S+ )?(?:be|have|add|fix|improve|make|give|bring|stop|sort|reduce|lower|provide|let|allow|get|offer|open|train|hire|answer|reply|call|contact|invest|listen|update|upgrade|do|include|keep|work|change|send|put|come|take)/,
  / (?:would like|would love|would be (?:nice|good|great|helpful|useful|better|handy|lovely|ideal)|would appreciate|would help|would prefer|wish (?:you|they|there|it|i|we)|it would|if you could|if only|could do with|could you|can you|can we|could we|could use|how about|why not|it is time|want to see|hope (?:you|they)|i want|we want|i would like|looking forward to seeing) /,
  /^ (?:more|less|fewer|better|faster|cheaper|quicker|lower|longer|earlier|later|clearer|bigger|larger|improve|reduce|add|fix|stop|make|give|bring|provide|introduce|allow|let|train|hire|open|sort|get|have|put|offer|update|increase|employ|extend|lower|answer|reply|listen|keep) (?!than )\S/,
  / (?:more|less|fewer|better|cheaper|faster) (?:\S+ ){1,4}(?:please|needed|required|wanted) /,
  / (?:could|can) (?:be|have) (?:\S+ )?(?:better|improved|faster|quicker|cheaper|clearer|easier|more|less|warmer|cleaner|bigger|friendlier) /,
]
const COMPETITOR: readonly RegExp[] = [
  / (?:competitor|competitors|competition|rival|rivals) /,
  / (?:other|another|different|alternative|next|previous|old|former|last|new|rival) (?:provider|providers|supplier|suppliers|bank|banks|company|companies|airline|airlines|carrier|carriers|network|networks|insurer|insurers|hotel|hotels|shop|shops|store|stores|brand|brands|platform|platforms|vendor|vendors|isp|operator|operators|restaurant|restaurants|app|apps|tool|tools|dentist|practice|school|schools|firm|firms|broker|brokers|courier|couriers|gym|places|place|supermarket|supermarkets|retailer|retailers) /,
  / (?:switch|switched|switching|moved|moving|move|went|going|gone|left|defected|changed|changing) (?:\S+ )?(?:over )?(?:to|from|for) @name /,
  / (?:than|with|like|unlike|versus|vs|at|from|use|and|of|compared (?:to|with)|cheaper (?:at|with)) @name (?:do|does|did|has|have|is|are|were|was|offer|offers|give|gives|charge|charges|let|lets|\. |, |$)/,
  / @name (?:do|does|did|have|has|is|are|were|was|offer|offers|give|gives|charge|charges|can|manages|manage|deliver|delivers) (?:\S+ ){0,4}(?:cheaper|better|faster|free|less|half|same|quicker|more) /,
  / (?:better|worse|cheaper|faster|slower|than) than @name /,
  / (?:cheaper|better|faster|half the price|less|same|more) (?:\S+ )?(?:elsewhere|somewhere else|anywhere else) | (?:than (?:anyone|anywhere|anybody|any other|the others|other|others|everyone else|most)|everyone else (?:is|offers|has)|others (?:are|offer|do|charge|have)) /,
]

/**
 * Flags that a comment's own words carry: the wish to leave, a request, a competitor.
 *
 * @param text - normal forms joined by one space, with a space at both ends; names that are not sentence starts as `@name`
 * @returns flags in the order of `ResponseFlag`
 * @throws nothing
 * @see test/text/flags.test.ts for precision and recall
 * @example
 * flagsOf(' please add more seats ') // => ['request']
 */
export function flagsOf(text: string): ResponseFlag[] {
  const flags: ResponseFlag[] = []
  if (CHURN.some((pattern) => pattern.test(text))) flags.push('churn-intent')
  if (REQUEST.some((pattern) => pattern.test(text))) flags.push('request')
  if (COMPETITOR.some((pattern) => pattern.test(text))) flags.push('competitor')
  return flags
}
