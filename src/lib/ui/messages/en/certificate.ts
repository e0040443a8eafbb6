/** Certificate requests and self-signed certificates. */
export const certificateMessages = {
	lead: 'Ask an authority for a certificate of this key, or sign one with the key itself, for an authority of your own. Airlock signs only these, and no requests of others.',
	what: 'What to make',
	request: 'Certificate request (PKCS #10)',
	selfSigned: 'Self-signed certificate',

	subject: 'Whom it is about',
	parts: {
		CommonName: 'Common name (CN)',
		Organization: 'Organisation (O)',
		OrganizationalUnit: 'Unit (OU)',
		Locality: 'Town (L)',
		State: 'State or province (ST)',
		Country: 'Country (C)'
	},
	commonNameHint: 'For example, Example Root CA G1.',
	countryHint: 'Two letters, such as CH.',
	noSubject: 'Enter at least one of these, such as the common name.',
	faults: {
		EMPTY: 'Enter something, or nothing at all.',
		TOO_LONG: (most: string) => `At most ${most} characters.`,
		NOT_TWO_LETTERS: 'Enter the two letters of ISO 3166, such as CH, US or CN.',
		CONTROL_CHARACTER:
			'It has a character that can’t be seen, such as a line break. Type it again.',
		SPACE_AT_END: 'Remove the spaces before and after it.'
	},

	names: 'Names that it holds for',
	namesHint:
		'One on each line: DNS names (*.a.example too), IP addresses, e-mail addresses. Servers need them; an authority has none.',
	wrongName: (line: string) =>
		`Line ${line} is no DNS name, IP address or e-mail address. Leave out https:// and ports; write names with other letters as xn--….`,
	noNamesOfAuthority:
		'The certificate of an authority has no names of this kind. Remove them, or clear “For a certificate authority (CA)”.',
	tooManyNames: (most: string) => `At most ${most} names.`,

	authority: 'For a certificate authority (CA)',
	authorityHint:
		'The certificate then lets the key sign certificates and revocation lists (keyCertSign, cRLSign). Otherwise it lets it make other signatures (digitalSignature).',
	pathLength: 'Authorities below it, at most',
	pathLengthHint: '0: it signs no other authorities. Empty: any number.',
	wrongPathLength: 'Enter a number from 0 to 9, or nothing.',

	days: 'Valid for, in days',
	daysHint: 'From now on. 3650 days are about ten years.',
	wrongDays: (most: string) => `Enter a number from 1 to ${most}.`,

	makeRequest: 'Make the request',
	makeCertificate: 'Make the certificate',
	requestMade: (key: string) => `Certificate request made with ${key}.`,
	certificateMade: (key: string) => `Certificate made with ${key}.`,
	requestNext:
		'Send it to the authority. It has the public key and what you entered, and no secret.',
	certificateNext:
		'Hand it out freely, and compare its fingerprint wherever it is to be trusted. Airlock doesn’t keep it: save it now.',
	requestWhat: 'the certificate request',
	certificateWhat: 'the certificate',
	save: (file: string) => `Save as ${file}`,
	serialNumber: 'Serial number',
	fingerprint: 'Fingerprint (SHA-256)',
	validFrom: 'Valid from',
	validUntil: 'Valid until',
	checkLead: (file: string) => `With OpenSSL 3, in the folder with ${file}:`,
	checkWhat: 'the command that checks it',
	mlDsa: 'For ML-DSA it must be OpenSSL 3.5 or later.',
	link: 'Certificate…'
};
