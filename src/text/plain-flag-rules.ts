import { type FlagRule, PROVIDER, rule, SOLD } from './flag-rule.ts'

// What customers of other trades say plainly; written from one half of the comments named `flag-…` in corpora/labelled-comments.
const DOING =
  '(?:ordering|booking|buying|shopping|flying|banking|going|eating|using|renewing|staying|returning|coming|paying|visiting|extending|training|rejoining)'
const DO =
  '(?:order|book|buy|shop|fly|bank|go|eat|use|renew|stay|return|come|pay|visit|extend|choose|bother|rejoin|recommend you)'
const CHILD =
  '(?:girls|boys|kids|children|son|daughter|sons|daughters|family|whole family|boy|girl|both children)'

/** The customer leaves, has left, or threatens to. */
export const PLAIN_CHURN: readonly FlagRule[] = [
  rule(
    'churn-intent',
    'cancel stop',
    `^ (?:please |kindly |just |so |and |ok )*(?:cancel (?:my|our) |stop (?:my|our) ${SOLD} )`
  ),
  rule(
    'churn-intent',
    'switched changed moved transferred migrated switching changing moving transferring migrating',
    ` (?:switched|changed|moved|transferred|migrated|switching|changing|moving|transferring|migrating) (?:over |out |back )?(?:to (?:a|an|another|the) (?:\\S+ ){0,2}${PROVIDER} |off (?:it|you|them|this|@name) |(?:my|our|all|#number|everything) (?:\\S+ ){0,2}(?:over )?to @name |${PROVIDER} (?:after|because|over|last|this|when|$))`
  ),
  rule(
    'churn-intent',
    'longer more',
    ` (?:no longer (?:an? (?:\\S+ )?(?:customer|member|subscriber|patient|client) |with (?:you|them) |(?:use|shop|bank|fly|go|order|eat|buy|book|using|shopping) )|not (?:\\S+ )?(?:use|shop|bank|fly|go|order|eat|buy|book) (?:\\S+ ){0,4}any more )`
  ),
  rule(
    'churn-intent',
    'think see imagine',
    ` not (?:think (?:i|we) (?:will|would|am|are) (?:be )?(?:\\S+ )?(?:${DO}|${DOING})|(?:see|imagine) (?:us|me|myself|ourselves) ${DOING}) `
  ),
  rule(
    'churn-intent',
    'again future more anymore longer',
    ` (?:will|would|shall) (?:not|never) (?:be )?(?:${DO}|${DOING}) (?:\\S+ ){0,5}(?:again|in future|in the future|any more|anymore|any longer) `
  ),
  rule(
    'churn-intent',
    'unlikely hurry rushing hurrying',
    ` (?:unlikely (?:to|that i will|i will) (?:be )?(?:${DO}|${DOING})|in no hurry to (?:return|come back|go back|book|renew)|not be (?:rushing|hurrying) back) `
  ),
  rule(
    'churn-intent',
    'final last',
    ' (?:that|this|it) (?:was|is|will be) (?:my|our|the) (?:very )?(?:final|last) (?:\\S+ )?(?:trip|visit|order|stay|flight|booking|shop|meal|purchase|month|term|year|policy|time) '
  ),
  rule('churn-intent', 'avoiding', ' avoiding (?:you|them|this (?:place|company|airline)|@name) '),
  rule(
    'churn-intent',
    'around lookout market',
    ' (?:(?:will|going to|time to|might|may) (?:\\S+ )?(?:shop|look) around |(?:on the lookout|in the market) for (?:something|someone|another|a new|a better|a different) )'
  ),
  rule(
    'churn-intent',
    'looking searching hunting',
    ` (?:looking|searching|hunting) for (?:a |an )?(?:new|another|different|better) (?:\\S+ )?(?:${PROVIDER}|gp|job elsewhere) (?!at |on your)`
  ),
  rule(
    'churn-intent',
    'taking pulled pulling leaving moving',
    ` (?:(?:taking|pulled|pulling) (?:my |our |both )*${CHILD} out |(?:my|our|the) ${CHILD} (?:am|is|are) (?:both )?(?:leaving|moving) (?!for school|the house))`
  ),
  rule(
    'churn-intent',
    'deregistering deregistered lapse',
    ' (?:deregister(?:ing|ed) |(?:let|letting) (?:it|the policy|my policy|this|the contract|the membership|my membership) lapse )'
  ),
  rule(
    'churn-intent',
    'stop stopped stopping quit',
    `(?:^| (?:i|we)) (?:have |will |am |are |just |so )*(?:stop|stopped|stopping|quit) ${DOING} | stopped (?:the|my|our) direct debit `
  ),
  rule(
    'churn-intent',
    'drop dropping ditch ditching ditched dump dumping dumped',
    ' (?:(?:will|to|us|must|might) (?:drop|ditch|dump) (?:it|you|them|this)|(?:am|are|have|just) (?:dropping|ditching|dumping|ditched|dumped) (?:it|you|them|this|@name)) '
  ),
  rule(
    'churn-intent',
    'instead now',
    ` (?:booked|ordered|bought|gone|went|use|using|chose|chosen|go|shop|bank|fly|order) (?:\\S+ ){0,5}(?:with|from|to|at) (?:@name|another \\S+|a competitor|someone else|somebody else) (?:instead|now) `
  ),
  rule(
    'churn-intent',
    'somebody',
    ' next (?:order|one|booking|trip|stay|holiday|purchase|policy|contract|car|phone) (?:will|is going to) be (?:from|with|at|by) somebody '
  ),
  rule(
    'churn-intent',
    'done finished through',
    ` (?:i|we) (?:am|are) (?:\\S+ )?(?:done|finished|through) with (?:you|them|@name|(?:this|your|that) (?:\\S+ )?${PROVIDER}) `
  ),
  rule('churn-intent', 'out', '^ (?:so )?(?:i|we) (?:am|are) out(?: !)? $'),
  rule('churn-intent', 'goodbye', ' goodbye from (?:me|us) '),
  rule(
    'churn-intent',
    'pilot trial trialing piloting',
    ' (?:pilot|trial|trialing|piloting) (?:\\S+ ){0,2}(?:with|of) (?:another|a competitor|a different|a rival|@name) '
  ),
  rule(
    'churn-intent',
    'gave given giving',
    ' (?:gave|given|giving) (?:back|up) (?:my|our) (?:\\S+ )?(?:membership|card|cards|allotment|ticket|subscription|account|policy|season|seat) '
  ),
  rule(
    'churn-intent',
    'list',
    ' (?:crossed|struck|taken|crossing) (?:it |you |them |this )?off (?:our|my|the) list '
  ),
  rule(
    'churn-intent',
    'justify',
    ' (?:hard|cannot|difficult|not) (?:\\S+ )?(?:to )?justify (?:keeping|renewing|paying|staying|another) '
  ),
  rule(
    'churn-intent',
    'leaving',
    ' (?:enough|and|so|am|are) (?:now )?leaving (?:at|in|on) (?:the end|easter|christmas|summer|january|february|march|april|may|june|july|august|september|october|november|december|monday) | (?:enough|so) leaving $'
  ),
]

/** A change is asked for. */
export const PLAIN_REQUESTS: readonly FlagRule[] = [
  rule(
    'request',
    'how why chance',
    '^ how about | (?:why (?:not|do you not) (?:let|offer|give|add|have|put|make|do|bring|open|allow|use) |any chance (?:of|you|we|to|that) )'
  ),
  rule(
    'request',
    'like need want ask asking asked begging',
    ' (?:what (?:i|we) (?:would )?(?:really )?(?:like|need|want) (?:to see )?is |(?:i|we) would (?:only|just) ask |(?:i|we) am asking you |(?:i|we) (?:have|had) (?:been )?(?:asked|begging|asking) for (?!the bill|help|directions))'
  ),
  rule(
    'request',
    'can could',
    ' (?:can|could) (?:we|ours|i|they) (?:please |not )?(?:have|get|please) '
  ),
  rule(
    'request',
    'make',
    ' would (?:really )?make (?:my|our|a|all the) (?:\\S+ )?(?:day|life|difference|week) '
  ),
  rule('request', 'better', ' would be (?:even|much|so much|far|a lot) better (?:with|if) '),
  rule(
    'request',
    'let',
    '^ (?:please |just |and )*let (?:us (?!down|know|face|hope|be)|me (?!down|tell|know|say|be|start)|admins|customers|people|users|the neighbors|members|parents|staff|patients) ?\\S+ '
  ),
  rule(
    'request',
    'stop do start tell put take turn keep ring text try look get',
    '^ (?:please |just |and |but |so |maybe |perhaps )*(?:stop \\S+ing |do (?:something|not (?:throw|leave|close|move|put|make|change|send|charge|let|take|ring)) |start \\S+ing |tell us |put (?:the|a|an|up|some|more|in) |take me off |turn (?:the|it|down|up) |keep (?:the|your|it|us) |ring the bell |text (?:me|us|when) |get (?:more|a|some|rid|your) )'
  ),
  rule('request', 'possible', ' if possible '),
  rule(
    'request',
    'rather prefer',
    ' (?:i|we) would (?:much )?(?:rather|prefer) (?:you|it|if|to have|to get|to see) '
  ),
]

/** Another provider is meant. */
export const PLAIN_COMPETITORS: readonly FlagRule[] = [
  rule(
    'competitor',
    'others other rest competition',
    ' (?:(?:next to|like|above|beside|against) (?:all )?(?:the )?(?:others|rest|competition|other (?:\\S+ )?ones)|the other (?:lot|guys|mob|crowd|lads)) '
  ),
  rule(
    'competitor',
    'online challenger budget cheaper nicer better nearby',
    ` (?:(?:online|challenger|budget|cheaper|nicer|better) (?:banks|gyms|airlines|hotels|shops|insurers|networks|suppliers|schools|tools|restaurants|companies|providers|couriers|dentists|ones (?:nearby|around|on|in|elsewhere|out))|(?:gyms|hotels|shops|restaurants|schools) nearby) `
  ),
  rule(
    'competitor',
    'only best worst cheapest fastest',
    ` (?:only (?:\\S+ )?${PROVIDER} (?:that|who|to) |(?:best|worst|cheapest|fastest) (?:\\S+ )?${PROVIDER} (?:i|we) (?:have )?(?:ever )?(?:had|used|tried|been|flown|dealt|known))`
  ),
  rule(
    'competitor',
    'tried',
    ' tried (?:two|three|four|five|six|seven|several|many|all|most|every|#number|loads of|plenty of) (?:\\S+ )?(?:others?|providers|banks|networks|sims|companies|suppliers|gyms|dentists|schools|hotels|tools|systems|apps|couriers|insurers|$)'
  ),
  rule(
    'competitor',
    '@name',
    ' (?:(?:was|were|been) with|had|used|using|came from|flew) @name (?:\\S+ ){0,2}(?:before|previously|until) '
  ),
  rule(
    'competitor',
    '@name',
    ' (?:came|come|moved|moving|switched|changed|transferred|refugee|joined) (?:over |here |to you )*from @name | (?:left|leaving|quit) @name (?:for|after|because|to|in|when|and) '
  ),
  rule(
    'competitor',
    'less cheaper half',
    ' (?:less|cheaper|half) (?:\\S+ ){0,3}(?:online|at @name|with @name|from @name|at the \\S+ next door) '
  ),
  rule(
    'competitor',
    'road street door river way opposite',
    ' (?:place|shop|one|ones|pub|cafe|pharmacist|pharmacy|gym|salon|bakery|butcher|bank|hotel|dentist|they|it|italian|restaurant|store|garage) (?:\\S+ ){0,4}(?:(?:across|over|down|up) the (?:road|street|river|way)|next door|round the corner|on the other side|on the same street|opposite) '
  ),
  rule(
    'competitor',
    'signed signing registered sign opened joined',
    ' (?:signed|signing|registered|sign up|signed up|opened an account|joined up) with @name '
  ),
  rule(
    'competitor',
    'compared comparison patch match',
    ' (?:compared (?:to|with) (?:other|others|my|the other|what)|not a patch on|no match for) '
  ),
]
