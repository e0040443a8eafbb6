/** A passphrase that is being chosen. */
export const passphraseMessages = {
	suggest: 'Suggest one',
	suggested:
		'Seven random words (70 bits). Write them down before you go on: they are not shown again.',
	tooEasy: 'This passphrase is too easy to guess.',
	levels: { EASY: 'Too easy.', WEAK: 'Weak.', FAIR: 'Fair.', STRONG: 'Strong.' },
	easy: {
		REPEAT: 'It repeats the same characters or words.',
		SEQUENCE: 'It counts up or down, as 1234 and abcd do.',
		KEYBOARD: 'It runs along the keyboard.',
		COMMON: 'It is one of the most common passwords, with little around it.',
		DATE: 'It is made of dates or years.',
		FEW_WORDS: 'It is only a few words that many people know.'
	},
	times: {
		MINUTES: 'With 1,000 fast graphics cards, someone would find it within minutes.',
		HOURS: 'With 1,000 fast graphics cards, someone would need hours to find it.',
		DAYS: 'With 1,000 fast graphics cards, someone would need days to find it.',
		MONTHS: 'With 1,000 fast graphics cards, someone would need months to find it.',
		YEARS: 'With 1,000 fast graphics cards, someone would need years to find it.',
		CENTURIES: 'With 1,000 fast graphics cards, someone would need centuries to find it.',
		FOREVER: 'Even with 1,000 fast graphics cards, nobody would find it in 10,000 years.'
	},
	estimate:
		'A rough estimate. It knows common passwords, words and patterns, but not you: what others know about you, quotations and passphrases that you use elsewhere are found sooner.'
};
