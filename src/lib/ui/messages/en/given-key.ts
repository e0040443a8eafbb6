/** A public key that somebody has handed over. */
export const givenKeyMessages = {
	publicKey: 'Public key',
	hint: 'As PEM, DER or JWK, as a certificate, or as an OpenSSH line.',
	give: 'Choose a public key that can be used here, or paste it.',
	taken: (kind: string) => `Public key, ${kind}.`,
	many: (count: number) =>
		`There are ${count} public keys in this file; the first that can be used was taken. If you need another one, choose a file with that key alone.`,
	ended: (time: string) => `The certificate expired at ${time}.`,
	private: 'This is a private key.',
	privateCause:
		'Here the public key is enough. Airlock kept nothing of this private key. If you received it from somebody, tell them: others may have it too.',
	other: (kind: string) => `This is a public key, ${kind}. It can’t be used here.`,
	none: 'There is no public key in it.',
	noneCause: 'Choose the public key of the other side, or its certificate.'
};
