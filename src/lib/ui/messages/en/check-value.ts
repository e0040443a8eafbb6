/** What two parties compare of key material, with its value. */
export const checkValueMessages = {
	secret: (kcv: string) => `check value ${kcv}`,
	pair: (sha256: string) => `public key fingerprint ${sha256}`
};
