import type { Unit } from './units.ts'

// Each pattern is read on the normal forms joined by spaces, with a space at both ends.
const PATTERNS: readonly RegExp[] = [
  // Waiting: a plain fact that is a complaint in an answer to "why that score?".
  / (?:wait|waits|waited|waiting|queue|queues|queued|queuing|queueing|on hold|in line) /,
  / (?:still|been|have been|keep|kept) (?:waiting|on hold|chasing|trying) /,
  /#duration /,
  / (?:for|after|over|took|takes|taken|nearly|almost|about|last) (?:\S+ ){0,2}#duration /,
  / (?:within|under|in less than) (?:\S+ ){0,3}#duration | (?:same|next) day /,
  / (?:late|delay|delays|delayed|slow|slowly|overdue) /,
  // Repeated contact and repeated trouble.
  / (?:#number|two|three|four|five|six|several|many|multiple|countless|numerous) (?:different )?(?:times|calls|emails|visits|people|attempts) /,
  / (?:again|twice|repeatedly|constantly|continually|keeps|keep|kept|every time|yet another|another|third|fourth) /,
  / (?:chase|chased|chasing|rang|phoned|called|emailed|complained|calling|ringing|emailing) /,
  // Failure.
  / (?:do|does|did|will|would|can|could|is|are|was|were|has|have|had) not (?:\S+ )?(?:work|working|worked|load|open|connect|arrive|arrived|respond|reply|answer|fix|fixed|turn|come|get|help|let|even|do|have|know|care|listen|give|tell|show|send|recommend|worth) /,
  / (?:stop|stopped|stops|fail|fails|failed|failing|crash|crashes|crashed|crashing|broke|broken|breaks|lost|lose|missing|missed|wrong|faulty|error|errors|cancelled|canceled|refused|ignored|cold|dead|cut off|down) /,
  / never (?:again|got|came|arrived|received|heard|answered|replied|called|turned|worked|returned|had a reply) /,
  // Something missing.
  /^ (?:no|not enough|lack of|nowhere|nobody|poor|zero) | there (?:is|are|was|were) (?:no|not) | (?:lack|lacks|lacking|without|no longer|not enough|nobody|no one) /,
  // Requests and improvement.
  / (?:should|shall|need to|needs to|must|ought to|want|wish|hope|please|kindly|let us have|bring back) /,
  / (?:could|would|can) be (?:\S+ )?(?:better|improved|more|faster|cheaper|nicer|good|nice|great|easier|clearer|helpful|quicker) /,
  / (?:improve|improved|improvement|improvements|more|less|fewer|better|faster|cheaper|easier|quicker|clearer|reduce|fix|lower|bigger|longer|add) /,
  /^ (?:more|less|fewer|better|faster|cheaper|quicker|lower|stop|make|give|get|have|fix|improve|please|kindly|reduce|provide|bring|train|hire|answer|reply|let) /,
  // Conditionals and comparisons.
  / (?:if|unless|until|as long as|provided) /,
  / would (?:\S+ ){0,3}if /,
  / (?:better|worse|cheaper|faster|slower|more \S+|less \S+) than /,
  / (?:other|another|different|elsewhere|competitor|competitors|rival|rivals|switch|switched|switching|leave|leaving|left|moved|cancel|canceled) /,
  / (?:used to|use to|gone downhill|went downhill|no longer|not what it was|not anymore|any more|anymore) /,
  // Praise without an adjective.
  / (?:no|not|never|without|nothing|zero|any) (?:\S+ ){0,3}(?:problem|problems|issue|issues|complaint|complaints|complain|trouble|troubles|fault|faults|hassle|bother|queue|outage|outages|concerns|delays) /,
  / (?:can|could) not (?:be (?:happier|better|more|faulted)|fault|ask|complain|praise|recommend|thank|speak|say enough|have asked|have been) /,
  / (?:every time|always|never) /,
  / (?:thank|thanks|thankyou|cheers|grateful|appreciate|appreciated|well done|keep up|keep it up) /,
  / (?:recommend|recommended|recommending|tell everyone|told everyone|would use again|will use again|be back|return|come back|again and again) /,
  / (?:nothing|none|no|nil) (?:\S+ ){0,2}(?:improve|improved|change|add|better|bad) /,
  / (?:exactly|just what|what i wanted|as described|as promised|as expected|on time|first time|straight away|right away|immediately|promptly|spot on|top notch) /,
  // Neutral: questions, reports, circumstances.
  /\? $/,
  /^ (?:@mention )*(?:hi |hello |hey |good morning )?(?:how|what|when|where|which|who|can|could|do|does|is|are|will|would|any) /,
  / why /,
  /^ (?:@mention )+/,
  /@link/,
  / (?:ok|okay|average|alright|so so|not bad|adequate|satisfactory|fine|reasonable|does the job|mediocre|decent) /,
  / (?:not (?:sure|bad|great|good|happy|impressed|worth|ideal|acceptable|recommend)|nothing special|not the best|not too bad) /,
  / (?:too|way too|far too) /,
  / (?:only|just|at least|except|apart from|other than) /,
  / (?:refund|refunded|compensation|charged|overcharged|money back|waste|rip off|ripoff|scam|disgrace|joke) /,
  / (?:best|favorite|love|loved|perfect|excellent|amazing|fantastic|brilliant|awesome|wonderful|great) /,
  / (?:worst|terrible|awful|horrible|useless|shocking|appalling|disgusting|rubbish|pathetic|hate|poor) /,
  / (?:i|we) (?:am|are|was|were|have|had) (?:\S+ )?(?:a )?(?:customer|member|patient|with) /,
  / (?:i|we) (?:asked|ordered|booked|bought|had|went|stayed|visited|used|flew|rang|called|tried) /,
]

/** Number of patterns. */
export const PATTERN_COUNT = PATTERNS.length

/**
 * Writes 1 for each pattern of customers' plain speech that a run of units holds.
 *
 * @param units - words of a clause or comment
 * @param target - array that the figures go into
 * @param at - index of the first figure
 * @throws nothing
 * @see issue 3: waiting, failures, repeated contacts, missing things, requests, conditionals, comparisons
 * @example
 * // "still waiting" sets the first two
 */
export function patternsOf(units: readonly Unit[], target: Float32Array, at: number): void {
  let text = ' '
  for (const unit of units) text += `${unit.form} `
  for (let i = 0; i < PATTERNS.length; i += 1) {
    if (PATTERNS[i]?.test(text)) target[at + i] = 1
  }
}
