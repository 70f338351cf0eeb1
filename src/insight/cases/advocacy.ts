// Promoters who already speak for the company: the ones to ask for a referral, and the proof that peers are trusted.

const ADVOCACY: readonly RegExp[] = [
  /\b(?:i|we)(?:'ve| have| had)?(?: already| always| often| just| even)? (?:recommend(?:ed)?|refer(?:red)?|suggest(?:ed)?) (?:\S+ ){0,5}(?:to|them|friends?|famil(?:y|ies)|colleagues?|neighbou?rs?|others|everyone|everybody|anyone)\b/i,
  /\b(?:told|tell|telling) (?:all |everyone|everybody|(?:\S+ ){0,3}(?:friends?|famil(?:y|ies)|colleagues?|neighbou?rs?|customers?|clients?)\b)/i,
  /\b(?:friends?|famil(?:y|ies)|colleagues?|neighbou?rs?|brother|sister|mother|father|parents?|partner|boss) (?:\S+ ){0,3}(?:recommended|joined|switched|signed up|came over|referred)\b/i,
  /\b(?:recommended|referred) (?:to (?:me|us) )?by (?:\S+ ){0,3}(?:friends?|famil(?:y|ies)|colleagues?|neighbou?rs?|partner|peers?)\b/i,
  /\bword of mouth\b/i,
]

/** A wish is no deed, and a refusal less. */
const NOT_YET =
  /\b(?:would|could|might|will|can|do|did|should)(?:n't| not| never) (?:\S+ ){0,2}(?:recommend|refer|tell)/i

/**
 * Whether a clause tells of a recommendation that was made or received.
 *
 * @param text - a clause, masked or not
 * @returns true for plain phrases; "I would recommend" is praise and no deed
 * @throws never
 * @see promoterList
 * @example
 * tellsOfAdvocacy('I have recommended you to all my neighbours') // => true
 */
export function tellsOfAdvocacy(text: string): boolean {
  const plain = text.replaceAll(/\s+/g, ' ').replaceAll('’', "'")
  return !NOT_YET.test(plain) && ADVOCACY.some((pattern) => pattern.test(plain))
}
