// Plain facts in frames of our own: how long it took, what went up or down, who never rang. They teach what holds whatever the
// thing: a wait of minutes is good, one of weeks is not, a bill that falls is welcome and a speed that falls is not.
import type { Example, PolarityShares } from './examples.ts'

const SLOTS: Readonly<Record<string, readonly string[]>> = {
  SHORT:
    '2 minutes|five minutes|a couple of minutes|three mins|10 minutes|ten minutes|under a minute|a few minutes|30 seconds|4 min'.split(
      '|'
    ),
  LONG: 'an hour|two hours|forty minutes|50 mins|3 hours|ages|over an hour|half the day|two and a half hours|90 minutes|4 hrs|forever'.split(
    '|'
  ),
  FAST: 'two days|24 hours|a day|48 hrs|one day|a couple of days|36 hours|three days'.split('|'),
  SLOW: 'four weeks|5 weeks|six months|three months|a month|ten weeks|over a month|2 months|eight weeks|half a year|12 days|nearly three weeks|weeks|months|19 days|ages'.split(
    '|'
  ),
  YEARS: 'ten years|3 years|six months|two years|20 years|eight months|a year|12 months'.split('|'),
  SOON: 'the same day|the next day|next morning|overnight|within the hour|straight away|that afternoon|the following day'.split(
    '|'
  ),
  WHOLE: 'all day|two days|ten hours|the whole weekend|a week|all week|14 hours|days'.split('|'),
  COST: 'my bill|the price|our premium|the monthly fee|my rent|the fare|the subscription|my tariff|the rent|our charges|the cost'.split(
    '|'
  ),
  MONEY: '£12|5%|€8|a third|$20|ten percent|40 quid|a tenner'.split('|'),
  LEVEL:
    'the quality|the speed|the signal|the service|reliability|the standard|my download speed|the picture quality|communication|the food'.split(
      '|'
    ),
  TROUBLE:
    'the number of faults|complaints|waiting times|errors|the queues|the noise|the number of outages|mistakes|wait times|delays'.split(
      '|'
    ),
  CALLED:
    'rang me|called back|answered|replied|got back to me|contacted us|returned my call|emailed me|wrote back|picked up|phoned|called me back|responded|told us anything|came|showed up'.split(
      '|'
    ),
  CALL: 'call|ring|chase|complain|phone them|ring up|contact support|ask twice|send it back|email you|call anyone|chase anyone'.split(
    '|'
  ),
  TIMES: 'three times|five times|4 times|twice|again and again|six times|over and over'.split('|'),
  BUY: 'buy|use them|order|book|stay|fly with you|shop here|come here|visit|choose them|go there|use it|buy from you|order from them'.split(
    '|'
  ),
  FEATURE:
    'an app|a dark mode|a lift|a search button|a web chat|a cash machine|a later bus|a vegan option|a night bus|a proper menu|a paper bill|some shade|a phone number|more seats|a family ticket'.split(
      '|'
    ),
  GOOD: 'cheap|fast|fair|honest|accurate|clear|quiet|warm|fresh|professional|affordable|convenient|simple|stable|secure|punctual|comfortable|modern|generous|good|great|helpful|clean|reliable|quick|easy|friendly|cosy|tidy|smooth|bright|strong|steady|roomy'.split(
    '|'
  ),
  BAD: 'dim|loud|cramped|stuffy|blurry|laggy|flimsy|dusty|soggy|greasy|crowded|late|leaky|slow|dirty|dear|pricey|expensive|cold|noisy|rude|patchy|grubby|faint|damp|shaky|dated|bad|awful|scratchy|cluttered|bumpy'.split(
    '|'
  ),
  THING:
    'delivery|the parcel|my order|the engineer|the refund|the train|my claim|the driver|my appointment|the repair|the food|the replacement|the plumber|the new card|my passport'.split(
      '|'
    ),
  PART: 'the screen|the room|the app|the seat|the website|the waiting room|the picture|the handle|the line|the sound|the menu|the bus|the lobby|the fan|the keyboard|the gym'.split(
    '|'
  ),
  LOVE: 'love it|like this place|enjoy coming here|recommend you|trust them|look forward to it|rate them'.split(
    '|'
  ),
  DEED: 'pay my bill|get a refund|speak to a person|log in|get an appointment|cancel|reach anyone|change my address|find a seat|get an answer'.split(
    '|'
  ),
  ASK: 'pay my bill|change my address|add a second user|open an account|update my card|book a table|reset the router|get a receipt'.split(
    '|'
  ),
}

const NEGATIVE: PolarityShares = [1, 0, 0]
const NEUTRAL: PolarityShares = [0, 1, 0]
const POSITIVE: PolarityShares = [0, 0, 1]
const NOW_BETTER: PolarityShares = [0.05, 0.3, 0.65]

const FRAMES: readonly (readonly [shares: PolarityShares, frames: string])[] = [
  [
    NEGATIVE,
    `waited LONG|I waited LONG for someone|had to wait LONG|LONG on hold|LONG in the queue|wait time was LONG|the wait is LONG|it took LONG to get through|kept us waiting LONG|sat there for LONG|queued LONG to DEED|THING was LONG late|came LONG late|arrived LONG late|LONG late
THING took SLOW|THING took SLOW to arrive|it took SLOW|took SLOW to fix|took SLOW to DEED|waited SLOW for THING|still waiting after SLOW|still no sign of THING after SLOW|SLOW and still no answer|SLOW to get THING|no THING for SLOW|been SLOW since I ordered and nothing|THING arrived SLOW late|SLOW later and nothing has happened|off for WHOLE|down for WHOLE|no service for WHOLE|cut off for WHOLE
the battery lasts LONG|battery only lasts LONG|battery was flat after LONG|stopped working after YEARS|broke after SLOW|gave up after SLOW`,
  ],
  [
    POSITIVE,
    `waited SHORT|I only waited SHORT|wait time was SHORT|the wait was SHORT|got through in SHORT|answered in SHORT|seen in SHORT|seen within SHORT|sorted in SHORT|fixed within SHORT|it took SHORT|THING took SHORT|set up in SHORT|on the phone SHORT and done|in and out in SHORT|SHORT early|THING came SHORT early|arrived SHORT early
THING took FAST|THING came in FAST|arrived in FAST|arrived within FAST|delivered in FAST|fixed within FAST|replied within FAST|had THING in FAST|THING came SOON|delivered SOON|they rang me SOON|fixed it SOON|replied SOON|sorted SOON|got THING SOON|THING arrived FAST early|THING arrived early|THING was on time|ahead of time
battery lasts WHOLE|the battery lasts WHOLE|charge holds for WHOLE|one charge lasts WHOLE|still going after YEARS|still works after YEARS|YEARS and never a fault|YEARS without a problem|has lasted YEARS`,
  ],
  [
    NEUTRAL,
    `I have been a customer for YEARS|been with you YEARS|a member for YEARS|my contract runs for YEARS|I joined YEARS ago|we stayed for FAST|the course lasts SLOW|I live SHORT away|moved here YEARS ago|I use it WHOLE|have had it for SLOW|ordered it FAST ago|there for FAST|how do I ASK|where can I ASK|I want to ASK|can I ASK online|do I need to CALL to ASK`,
  ],
  [
    NEGATIVE,
    `COST went up|COST went up by MONEY|COST has gone up again|COST increased|COST has risen by MONEY|COST doubled|COST keeps rising|you put up COST|COST is MONEY higher|COST rose by MONEY|COST jumped by MONEY|COST crept up|LEVEL went down|LEVEL has gone down|LEVEL dropped|LEVEL keeps falling|LEVEL has got worse|LEVEL has slipped|LEVEL fell|LEVEL is lower than before|LEVEL is half of what I pay for|LEVEL is worse than it was|TROUBLE went up|TROUBLE have increased|more TROUBLE than before|TROUBLE doubled|TROUBLE keep going up|TROUBLE got worse`,
  ],
  [
    POSITIVE,
    `COST went down|COST went down by MONEY|COST has come down|COST decreased|COST has fallen by MONEY|COST halved|COST keeps falling|you cut COST|COST is MONEY lower|COST dropped by MONEY|COST is down MONEY|COST stayed the same|LEVEL went up|LEVEL has gone up|LEVEL doubled|LEVEL has improved|LEVEL got better|LEVEL is higher than before|LEVEL is what I pay for|I get LEVEL I pay for|I get what I pay for|LEVEL is better than it was|LEVEL keeps getting better|TROUBLE went down|TROUBLE have fallen|fewer TROUBLE than before|TROUBLE halved|TROUBLE keep going down`,
  ],
  [
    NEGATIVE,
    `nobody CALLED|no one CALLED|they never CALLED|you never CALLED|nobody ever CALLED|they said they would ring and never CALLED|not one of them CALLED|the office never CALLED|no reply|no answer|no response after FAST|never got a reply|had to CALL TIMES|I had to CALL TIMES|have to CALL every time|have to CALL again|TIMES I had to CALL|always have to CALL|why is PART so BAD|why is PART still BAD|why is it so BAD|why does it take so long|why does it take SLOW|why does it take so long to DEED|why do I have to CALL|why can nobody DEED|why can I not DEED|why is it so hard to DEED|why has nobody CALLED|why has no one CALLED|why did nobody CALL|why is it always BAD|why are you always BAD|how hard can it be to DEED|how long does it take to DEED|how many times do I have to CALL|when will someone fix PART|when is PART going to be fixed|can never DEED|impossible to DEED`,
  ],
  [
    POSITIVE,
    `never had to CALL|I have never had to CALL|no need to CALL|never needed to CALL|didn't have to CALL|never once had to CALL|always someone there|someone CALLED SOON|they CALLED SOON|you CALLED SOON|they always CALLED|someone always CALLED|they CALLED when they said they would|easy to DEED|could DEED in SHORT|always able to DEED`,
  ],
  [
    POSITIVE,
    `would BUY again|I would BUY again|will BUY again|would definitely BUY again|will be back|I will be back to BUY again|we will BUY again|happy to BUY again|would happily BUY again|can't wait to BUY again|keep coming back|they found my bag|got my money back|they found my card SOON`,
  ],
  [
    NEGATIVE,
    `would not BUY again|wouldn't BUY again|I would not BUY again|won't BUY again|will not BUY again|would never BUY again|never going to BUY again|I used to LOVE|we used to LOVE|I no longer LOVE|can't see me BUY again|would not BUY again|last time I BUY|I am leaving|we are leaving|I am leaving you|I will be leaving soon|leaving as soon as I can|I'm off|going elsewhere|shopping around|will not be renewing|time to switch`,
  ],
  [
    NEGATIVE,
    `wish there was FEATURE|I wish there was FEATURE|wish you had FEATURE|I wish they had FEATURE|wish it had FEATURE|if only there was FEATURE|there should be FEATURE|could do with FEATURE|could use FEATURE|needs FEATURE|would like FEATURE|not even FEATURE|without FEATURE it is hard`,
  ],
  [
    POSITIVE,
    `has FEATURE|there is even FEATURE|love that there is FEATURE|now has FEATURE, at last`,
  ],
  [
    NEGATIVE,
    `it isn't GOOD|isn't GOOD|it is not GOOD|not GOOD|not very GOOD|not that GOOD|not GOOD enough|PART isn't GOOD|PART is not GOOD|PART is not GOOD at all|they are not GOOD|they aren't very GOOD|hardly GOOD|far from GOOD|used to be GOOD|it used to be GOOD|PART used to be GOOD|was GOOD once|was GOOD before|used to be so GOOD|they used to be GOOD|no longer GOOD|PART is no longer GOOD|not as GOOD as it was|not as GOOD as before|less GOOD than it was
PART is BAD|BAD|too BAD|it is BAD|PART is too BAD|PART was very BAD|BAD PART|a bit BAD|so BAD`,
  ],
  [
    POSITIVE,
    `it is GOOD|GOOD|PART is GOOD|PART is very GOOD|very GOOD|more GOOD than the rest|PART was GOOD|they are GOOD|always GOOD|better than it was|better than before|much better now`,
  ],
  [
    NOW_BETTER,
    `it isn't BAD|not BAD|PART isn't BAD|PART is not BAD|not BAD at all|not too BAD|never BAD|used to be BAD|it used to be BAD|PART used to be BAD|no longer BAD|PART is no longer BAD|not as BAD as before|less BAD than it was`,
  ],
]

/** Sentences a frame; the longest list of words is not much longer. */
const PER_FRAME = 12
const MADE_WEIGHT = 1.2

/** Sentences of plain facts, in a fixed order, under the source `made`. */
export function madeFacts(): Example[] {
  return FRAMES.flatMap(([shares, frames]) =>
    frames.split(/[|\n]/).flatMap((frame, f) => {
      const count = /[A-Z]{3}/.test(frame) ? PER_FRAME : 1
      return Array.from({ length: count }, (_, k): Example => {
        const text = frame.replace(/[A-Z]{3,}/g, (slot, at: number) => {
          const words = SLOTS[slot] ?? []
          // Steps that differ by place and frame, so that pairs of words do not repeat soon.
          return words[(k * (1 + (at % 3)) + f * 5 + at) % words.length] ?? slot
        })
        return { source: 'made', text, question: 'reason', shares, weight: MADE_WEIGHT }
      })
    })
  )
}
