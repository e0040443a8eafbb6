/**
 * How surprising each letter is after the one before it, in half bits: a row for the start of a word and for each of a to
 * z before it, in each a digit to the base 36 for each of a to z. Counted over the English words of this project's
 * documents, its texts, its list of words for passphrases and the licences that come with an operating system, each word
 * by the square root of how often it occurs.
 */
const halfBits = `
	7a7889baaec99aa8h878bc9iei
	h989ddai8ic696iai686bcehbi
	7ddc5dhi7cg4gi7gi8bd6iii9i
	7fbf6ii79i79fi4ii8e6ahiifi
	7de93ddi4iecgg7iia8e9efici
	8f86acdheii9a6gbe569ibeabi
	8ece67ii4iiaii5ii7e88iihai
	7ici3db77ifaf98di6adagiiif
	4hii3iii6gghdg5iiac9dihidi
	aa7a9aaiiih8947bi977iaigig
	6icc5iiceabeec5die6c5eabci
	aiac2gfi6iida9iigi6gccdiei
	7hh94dgi5ig7ii6higa9afhi7i
	59ii4ifi6ifeaf76ii9ibhiiii
	9i876c5iaidcie8fii65bciici
	cc99ecbieic974b8i6998a9igi
	5iif5hha8if7ii78i5c79ihibi
	ccebicieceeceebceacc1eceie
	6fbb4edi6ibcad7eib88cdgi9i
	8iah4fi87icbfe89ii758hdiei
	7heh4fi65ihchg8fi87bcidiai
	989a9fci9ii786gai665iiiiii
	5gii2hhi5ihiiiaiiiihgighgh
	5iif6ii55ifcg86ff78gihfhih
	9g6c6cgc9igidid4iie4egddae
	bddd8igg8igc9c65i956ifceed
	8idd39ia5bii9b8bddddaibida
`
	.trim()
	.split(/\s+/)
	.map((row) => [...row].map((digit) => Number.parseInt(digit, 36)));

/**
 * @param letter - 0 to 25
 * @param before - the letter before it, or -1 at the start of a word
 * @returns the bits that a letter adds, by the habits of English words
 */
export const letterCost = (letter: number, before: number): number =>
	(halfBits[before + 1]?.[letter] ?? 0) / 2;
