import type { FlagRule } from './flag-rule.ts'
import { PROVIDER, rule, SOLD } from './flag-rule.ts'
import { PLAIN_CHURN, PLAIN_COMPETITORS, PLAIN_REQUESTS } from './plain-flag-rules.ts'

// The customer leaves, has left, or threatens to.
const CHURN: readonly FlagRule[] = [
  rule(
    'churn-intent',
    'leaving switching moving canceling cancelling looking shopping considering thinking going closing',
    `(?: (?:i|we) (?:am|are|have been|will be) (?:\\S+ ){0,2}|^ (?:and |so |now |already |currently |probably )*)(?:leaving (?:you|them|when|at the end|as|for (?:@name|another|a |someone)|this (?!review|comment|feedback|message|note|here|country|house|job)|the (?:\\S+ )?${PROVIDER}|after|soon|now|next|because|if|unless|today|asap|and not|$)|switching (?:to|away|as|when|provider|supplier|bank|my|our|$)|moving (?:away|elsewhere|provider|(?:my|our) (?:\\S+ ){1,3}(?:to |elsewhere |away )|to (?:another|a different)|on from)|canceling|cancelling|looking (?:elsewhere|around|(?:at|for|into) (?:\\S+ ){0,3}(?:other|another|alternatives?|different|new|cheaper) ${PROVIDER})|shopping around|shopping for another|closing (?:my|our|the) account|(?:considering|thinking (?:of|about)) (?:leaving|switching|moving(?! house)|changing ${PROVIDER}|canceling|going elsewhere)|going (?:elsewhere|to (?:leave|switch|cancel)))(?: |$)`
  ),
  rule(
    'churn-intent',
    'off gone out done',
    ' (?:i|we) (?:am|are|will be) (?:\\S+ )?(?:(?:off|gone|done with (?:you|them|this))(?: !)? $|off (?:to (?:@name|another|a different|someone|somewhere|a competitor)|elsewhere|when|once|as soon)|done with @name)'
  ),
  rule(
    'churn-intent',
    'leave cancel switch move change go take look close leaving canceling switching moving looking going',
    `(?<! not| never| nor) (?:will|would|shall|going to|want to|trying to|decided to|about to|planning to|plan to|intend to|might|may|tempted to|ready to|forced to|have to|had to|be) (?:(?!never |not )\\S+ )?(?:leave (?:you|when|as soon|at the end|if|for|@name|$)|cancel (?:(?:my|our|the|this) (?:\\S+ )?${SOLD}(?= |$)|it $|$)|switch (?:to|provider|supplier|bank|away|my|our|$)|move (?:to another|away|elsewhere|provider|supplier|bank|my|our|everything)|change (?:provider|supplier|bank|company|dentist|gp|insurer)s?|go (?:elsewhere|somewhere else)|take (?:my|our) (?:business|money|custom) |look elsewhere|close (?:my|our|the) account|(?:leaving|canceling|switching|moving elsewhere|looking elsewhere|going elsewhere) )`
  ),
  rule(
    'churn-intent',
    'renew renewing returning coming back use using stay staying again order buy visit business flying booking',
    ' (?:will|would|am|are|shall|is|do|definitely|certainly|probably) (?:not|never) (?:\\S+ )?(?:renew|renewing|returning|coming back|use (?:you|them|this \\S+) again|using (?:you|them|this \\S+) again|(?:order|buy|book|fly|shop|travel|bank|eat|stay|use|visit|go|staying|flying|booking|ordering|buying|using) (?:\\S+ ){0,4}again|be (?:back|renewing|returning|using|staying|coming)|come back|return |do business) '
  ),
  rule('churn-intent', 'never again', '^ (?:\\S+ ){0,2}never again (?:$|! )'),
  rule(
    'churn-intent',
    'last lost taking take ship canceled cancelled closed closing notice',
    ` (?:last (?:time|order|one|holiday|visit) (?:\\S+ ){0,3}(?:i|we) (?:will |would |am |are )?(?:ever |will ever )?(?:order|buy|use|using|book|fly|flying|shop|stay|staying|come|go|going|eat|bother|travel)|last (?:dime|penny|cent|pound|euro) you|(?:have |has |just )?lost (?:a|my|our|me as a|us as|another|this) (?:\\S+ )?(?:customer|business|custom)|tak(?:ing|e) (?:my|our) (?:business|custom|money (?:\\S+ )?(?:elsewhere|down))|jump(?:ing)? ship|(?:canceled|cancelled) (?:my|our|the) (?:\\S+ )?${SOLD}|closed (?:my|our|the) account|handed in (?:my |our )?notice|last order from me) `
  ),
  rule(
    'churn-intent',
    'canceled cancelled deleted uninstalled uninstalling deleting',
    '^ (?:have |already |just |so )?(?:canceled|cancelled|deleted|uninstalled|uninstalling|deleting) (?:$|(?:it|after (?!\\d)|the app|this app|my (?:account|subscription|app)|mine|today|now|!|and (?:moved|left|went)) )'
  ),
  rule(
    'churn-intent',
    'contract notice up ends expires over out',
    ' (?:when|once|as soon as|after|until|till|the moment|the second|the minute|the day) (?:my|the|our|this|it) (?:\\S+ ){0,2}(?:contract|term|bundle|fix|deal|renewal|is|ends|comes)(?: \\S+)? (?:is up|up|ends|expires|is over|runs out|due)(?: \\S+){0,3} (?:i|we|so|off|gone|leave|leaving|bye|will)'
  ),
  rule(
    'churn-intent',
    'next',
    ' (?:booking|going|flying|shopping|staying|buying|ordering|will (?:go|book|fly|buy|use|try)) (?:with |from |at |to |for )?(?:@name|someone else|somewhere else|somebody else|elsewhere|another \\S+|a different \\S+) next '
  ),
  rule(
    'churn-intent',
    'out contract',
    ' (?:see out (?:the|my|our) contract|(?:sooner|glad when|counting the days) (?:\\S+ ){0,3}contract)'
  ),
  rule(
    'churn-intent',
    'porting pac transfer transferring',
    ' (?:porting (?:out|my|our)|(?:got|have|requested|asked for) (?:my|the|a|our) pac |transferring (?:my|our) (?:records|account|pension|custom)|asked for the transfer) '
  ),
  rule(
    'churn-intent',
    'counting goodbye bye adios ex',
    ' (?:counting (?:down )?(?:the )?(?:days|weeks|months) (?:till|until|to) (?!(?:my |our |the )?(?:next|holiday|trip|visit|stay) )|(?:then|so|is) (?:goodbye|bye|adios) |^ (?:goodbye|bye|adios) (?:@name|and good riddance)|ex customer )'
  ),
  rule(
    'churn-intent',
    'code port comparing comparison',
    ' (?:(?:pac|porting|port|switching|transfer|migration) code |port (?:my|our) (?:number|connection|line|sim) |comparing (?:now|deals|quotes|prices|suppliers|providers|offers) |comparison (?:site|website)s? (?:open|up|tonight|now))'
  ),
  rule(
    'churn-intent',
    'signed joined went gone moved going switched moving registered registering',
    ` (?:(?:signed|signed up|registering|registered|joined up) (?:with|at) (?:another|a different|someone else|@name )|(?:i|we|have|already|^) (?:already |just )?(?:gone|went|moved|switched|defected|transferred) (?:elsewhere|${PROVIDER} |over to (?:@name|another)|to (?:a competitor|another ${PROVIDER}|someone else|a different ${PROVIDER}))|(?:gone|going|went) back to @name |(?:i|we|am|are|have|^) (?:already |slowly )?(?:moved|moving) (?:(?:all |both )?(?:my|our) (?:\\S+ )?(?:money|wages|savings|account|accounts|business|number|lines?|mortgage|policy|policies|salary)|everything) (?:\\S+ )?(?:to|elsewhere|over|away|out) )`
  ),
  rule(
    'churn-intent',
    'notice days',
    ' (?:(?:gave|given|giving|handed in|handing in|served|sent) (?:you |them )?(?:my|our|the|in my|in our) (?:\\S+ )?(?:notice|days) |notice (?:is |was )?(?:handed|given|served|sent|goes|in )|on notice with you)'
  ),
  rule(
    'churn-intent',
    'reason stay here thing staying with',
    ' (?:only (?:reason|thing) (?:\\S+ ){0,3}(?:i|we) (?:\\S+ ){0,2}(?:stay|stayed|still|not (?:left|changed|switched|moved|gone|canceled))|(?:no|little|not much|any) reason (?:for (?:me|us) )?to stay|only (?:still )?(?:here|with you|staying|stay) (?:until|till|because|for (?:the|now)|as))'
  ),
  rule(
    'churn-intent',
    'tomorrow heartbeat shot today',
    ' (?:would|will|may|might) (?:\\S+ )?(?:leave|switch|move|go|change|cancel) (?:\\S+ )?(?:tomorrow|in a heartbeat|like a shot) '
  ),
  rule(
    'churn-intent',
    'elsewhere ship feet ways company',
    ' (?:tak(?:e|ing|en) (?:\\S+ ){1,4}elsewhere|(?<=^ | (?:i|we|and|so|now|just|already|am|are|have|off|be) )(?:looking|going|gone|went) elsewhere|(?:vote|voting|voted) with (?:my|our) feet|part(?:ing|ed)? (?:ways|company)) (?!but found|and came back)'
  ),
  rule(
    'churn-intent',
    'signing sign renewing stay staying seeing see doubt renew',
    ' (?:(?:not|never|neither) (?:be )?(?:signing|renewing|sign again|signing again|stay with|staying with)|not (?:see|seeing) (?:us|me|myself|ourselves) (?:\\S+ )?(?:renewing|staying|signing|coming back|returning|back)|doubt (?:i|we) (?:will|would) (?:renew|stay|return|be back|come back|use|sign)|(?:not|never) (?:\\S+ )?sign (?:again|for another)|no intention of (?:renewing|staying|returning|coming back))(?: |$)'
  ),
  rule(
    'churn-intent',
    'back',
    ' (?:will|would|shall) (?:not|never) (?:\\S+ )?(?:go|going|come|coming|be) back (?:there |here |to (?:you|them|this|@name)|ever |again |$|! |if |after )'
  ),
  rule(
    'churn-intent',
    'never',
    '^ (?:\\S+ ){0,4}never (?:going|using|buying|flying|ordering|booking|shopping|staying|coming|use|buy|fly|order|book|shop) (?:\\S+ ){0,4}(?:again|back)(?: |$)'
  ),
  rule(
    'churn-intent',
    'time',
    ` (?:time|ready) to (?:leave (?:you|them|$)|switch|move (?:on|elsewhere|away|provider|supplier|bank)|change ${PROVIDER}|find (?:a|an|another|someone) (?:\\S+ )?(?:${PROVIDER}|else)|look (?:elsewhere|around)|shop around)(?: |$)`
  ),
  rule(
    'churn-intent',
    'canceled canceling',
    ' (?:i|we) (?:have |just |already |then |are |am )*(?:canceled|canceling) (?:$|! |it $|after|because|immediately|today|this morning|in the end)'
  ),
  rule(
    'churn-intent',
    'end ending ended terminate terminated terminating delete uninstall quit quitting',
    ` (?:(?:end|ending|ended|terminate|terminated|terminating|quit|quitting) (?:my|our|the) (?:\\S+ )?${SOLD} |(?:going to|about to|will|to|might|just) (?:delete|uninstall) (?:it|this|the app|my account)|quit(?:ting)? (?:you|this|the) (?:app|game|gym|bank|service))`
  ),
  rule(
    'churn-intent',
    'next trying trialing testing',
    ' (?:next (?:phone|laptop|car|one|order|tv|contract|policy|holiday|flight|machine) (?:i \\S+ )?(?:will|would|is going to) (?:not )?be (?:a |an |from |with |by )?(?:@name|another|different|someone|elsewhere|your|you|one of|not)|next time (?:i|we) (?:am|are|will|would) (?:be )?(?:\\S+ )?(?:use|using|try|trying|get|getting|buy|buying|go|going|take|taking|fly|flying|book|booking|choose) (?:with |to |a |an |for |from )?(?:@name|another|someone|elsewhere|somewhere|the train|the ferry|the bus)|(?:trying|trialing|testing|piloting) (?:\\S+ )?(?:replacements?|alternatives?|other|another|a competitor))'
  ),
  rule(
    'churn-intent',
    'so',
    ' (?:contract|deal|month|term|fix|subscription|membership|trial|lease|plan) (?:\\S+ ){0,6}(?:and )?so (?:do|will|am|are) (?:we|i)(?: |$)'
  ),
]

// A change is asked for.
const VERB =
  '(?:add|fix|improve|make|give|bring|stop|sort|reduce|lower|provide|allow|offer|open|train|hire|employ|answer|call|contact|upgrade|update|introduce|ensure|restore|explain|refund|invest|increase|extend|simplify|remove|replace|warn|inform|teach|cut|scrap|honour|honor|record|include|consider|cap|show|bring back|speed|clean|listen|send|return|publish|clarify|publicize|let us (?!know)\\S+|let people|let customers|let partners|do something)'
const REQUEST: readonly FlagRule[] = [
  rule(
    'request',
    'please kindly',
    '(?<! to| easy| hard| eager| you| very| said) (?:please|kindly) (?!to |with |is |what |@name )'
  ),
  rule(
    'request',
    'needed required wanted',
    '^ (?:more|less|fewer|better|faster|cheaper|one|a|an|some|\\S+) (?:\\S+ ){0,4}(?:needed|required|wanted) (?:$|! |in |at |for |on |by )'
  ),
  rule(
    'request',
    'should need needs must ought could',
    ` (?:you|they|there|it|we|staff|company|team|app|website|site|system|management|customers|prices|somebody|someone|version|ones) (?:really |could |just )?(?:should|need to|needs to|must|ought to) (?!have |see )(?:\\S+ )?(?:be|have|get|put|keep|look|tell|turn|talk|learn|work|do|hold|stay|go|come|pay|${VERB.slice(3, -1)}) `
  ),
  rule(
    'request',
    'should needs need could would wish',
    '^ (?:but |and |just |only |still |although |maybe |perhaps )?(?:should (?!i |we |have |be )|needs? (?:to |more |better |some |faster |cheaper |longer |proper |a (?:better|bigger|longer|proper|dark|search)|an? \\S+ (?:button|option|setting|mode|discount|version))|could do with |would like |would love |would (?:be|have been) (?:nice|good|great|helpful|useful|better|handy|lovely|ideal)|(?:i )?wish (?!i (?:had|have|was|could say|did) )|(?:the )?(?:app|site|website|system) needs an? |needs (?:to be|sorting|fixing|updating|improvement) )'
  ),
  rule(
    'request',
    'would wish could like love looking see prefer appreciate',
    ' (?:would like (?:to see|you|more|it|the|a|an|some|somebody|someone)|would love (?:to see|a|an|more|it)|would (?:be|have been) (?:really |so )?(?:nice|good|great|helpful|useful|better|handy|lovely|ideal|appreciated|welcome|the dream)|would (?:really )?help|would make it (?:perfect|better|easier|complete)|would appreciate|would prefer|wish (?!i (?:had|have|was|could say|did) )(?:you|they|there|it|\\S+ (?:was|were|had|would|could|did))|could do with|could use (?:a|some|more)|want to see|like to see|looking forward to seeing) '
  ),
  rule(
    'request',
    'can could',
    ` (?:can|could) (?:you|someone|somebody) (?:\\S+ )?(?:get|not be|follow|ring|tell|leave|put|be|${VERB}) `
  ),
  rule(
    'request',
    'add fix improve make give bring stop sort reduce lower provide allow offer open train hire employ answer call contact return clarify publicize upgrade update introduce restore ensure explain refund invest increase extend simplify remove replace warn inform teach cut scrap honour honor record include consider cap show speed clean listen send let do publish',
    `^ (?:now |just |so |and |but |kindly |pls |ok )*(?!let us know)${VERB} (?:the|by card|your|a|an|our|more|up|me|us|it|some|back|to|something|people|staff|customers|seniors|in|better|online|weekend|on|stay|longer|faster|quicker|cheaper|fewer|less|free|separate|proper) `
  ),
  rule(
    'request',
    'more less fewer better faster cheaper quicker lower longer earlier later clearer bigger larger',
    '^ (?:more|less|fewer|better|faster|cheaper|quicker|lower|longer|earlier|later|clearer|bigger|larger) (?!(?:than|then|or|since|at|and|now|after|elsewhere|to|with|for|every|!|on|from|of|this|when|what|outages|hassle|stress|trouble) )(?!person needed)\\S+ (?:\\S+ ){0,4}$'
  ),
  rule(
    'request',
    'if',
    ' (?:would|will|might|could) (?:\\S+ ){0,4}(?:recommend|score|rate|ten|higher|more|better|happier|perfect|nice|great|good|stay) (?:\\S+ ){0,3}if (?:you|it|they|the|there|we|i) (?:\\S+ ){0,3}(?:was|were|had|could|would|did|made|gave|fixed|offered|answered|brought|got|let|added|kept|less|cheaper|faster) '
  ),
  rule(
    'request',
    'improved faster better quicker cheaper clearer easier warmer cleaner bigger friendlier',
    ' (?:could|can|should) be (?:improved|quicker|cheaper|clearer|easier|warmer|cleaner|bigger|friendlier) '
  ),
  rule(
    'request',
    'want asking ask need',
    ' (?:i|we|just) (?:just |only )?want (?:somebody|someone|them|a real person|to talk|to be told|you to (?!know)) |(?:all i|only thing i) (?:would )?(?:ask|want|need) '
  ),
]

// Another provider is meant.
const COMPETITOR: readonly FlagRule[] = [
  rule(
    'competitor',
    'competitor competitors competition competing rival rivals elsewhere',
    ' (?:competitors?|the competition|competing|rivals?|(?:cheaper|better|less|more|half|same|faster|buy|buying|bought|got|get|found|find|paid|pay|quotes?|deals?|prices?|than|as) (?:\\S+ ){0,4}elsewhere) '
  ),
  rule(
    'competitor',
    'other others another different alternative rival any every most',
    ` (?:other|another|different|alternative|most other|any other|every other) (?:\\S+ )?${PROVIDER} `
  ),
  rule(
    'competitor',
    'old last previous former',
    ' (?:my|our|the|his|her|than|then) (?:\\S+ )?(?:old|last|previous|former) (?:provider|supplier|bank|airline|carrier|network|insurer|isp|operator|broker|crowd|lot|mob|outfit|courier)s? '
  ),
  rule(
    'competitor',
    'switch switched switching defected defecting changed changing',
    ' (?:switch|switched|switching|defected|defecting|changed|changing) (?:\\S+ )?(?:over )?(?:to|from) @(?:name|mention) '
  ),
  rule(
    'competitor',
    'than unlike versus vs compared then beats beat like',
    ' (?:than|unlike|versus|vs|compared (?:to|with)|beats|better then|cheaper then) (?:with |at |from |the |on )?@(?:name|mention) '
  ),
  rule(
    'competitor',
    'cheaper better faster free less half same quicker more matched twice',
    ' @(?:name|mention) (?:\\S+ )?(?:do|does|did|have|has|is|are|was|were|offer|offers|give|gives|charge|charges|can|manages?|managed|delivers?|will|lets?|pays?) (?:\\S+ ){0,6}(?:cheaper|better|faster|less|half|same|quicker|matched|twice) '
  ),
  rule(
    'competitor',
    'instead',
    ' (?:with|from|at|to|through|get the|buy|buy the|use|using|try|trying) @(?:name|mention) (?:\\S+ )?instead '
  ),
  rule(
    'competitor',
    'else different',
    ' (?:(?:somewhere|anywhere|everywhere|nowhere) (?:else|different) |(?:from|with|to|than|try|using|use) (?:someone|somebody|anyone|anybody|everyone|everybody) (?:else|different)(?! is| .s| s) |everyone else (?:is|offers|does|has|charges|seems|lets|gives) )(?!in the house)'
  ),
  rule(
    'competitor',
    'others other most rest many then',
    ' (?:than (?:the others?|others|most|all the others?|the rest|many) |others (?:are|offer|do|charge|have|manage|i) |all the others? )'
  ),
  rule('competitor', 'shame', ' puts? (?:the )?(?:@name|others|rest) (?:\\S+ )?to shame '),
  rule(
    'competitor',
    'quote quotes quoted',
    ' (?:quotes?|quoted) (?:\\S+ ){0,3}(?:from|by) (?:@name|another|other|someone|somebody|a ) '
  ),
]

/** All rules, by flag in the order of `ResponseFlag`. */
export const FLAG_RULES: readonly FlagRule[] = [
  ...CHURN,
  ...PLAIN_CHURN,
  ...REQUEST,
  ...PLAIN_REQUESTS,
  ...COMPETITOR,
  ...PLAIN_COMPETITORS,
]
