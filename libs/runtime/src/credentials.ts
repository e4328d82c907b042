/**
 * API keys with any prefix, JWTs, and what stands behind the name of an HTTP scheme. The first two start a word, which in
 * a line of JSON an escape such as `\n` may precede; that also bounds the search to linear time.
 */
const credentials =
  /(?<=^|[^\w\\-]|\\[bfnrt])(?:[a-z][a-z0-9]*_[a-z]+_[0-9A-Za-z]{32}(?!\w)|eyJ[\w-]+\.[\w-]+\.[\w-]*)|(?<=[Bb](?:earer|asic) )[\w+/=.~-]{8,}/g;
/** What every one of them holds; few lines do, and a line is written for every request. */
const signs = /_[0-9A-Za-z]{32}|eyJ|(?:earer|asic) /;

/** A text for the log. Errors of other libraries may quote what they were given, such as those of `JSON.parse`. */
export function withoutCredentials(text: string): string {
  return signs.test(text) ? text.replace(credentials, '[credential]') : text;
}
