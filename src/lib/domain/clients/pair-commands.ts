/** What OpenSSL 3 does with the private key of a pair that somebody holds: of a data key pair, or of the other side. */

import { hexOf, overLines, type Terminal } from './terminal.ts';

/** Names of the files that these commands read and write. */
export const pairFiles = {
	privateKey: 'private-key.pem',
	publicKey: 'public-key.pem',
	secret: 'shared-secret.bin'
} as const;

/** The command that prints the public half of a private key, to be compared. */
export const opensslPublicHalf = `openssl pkey -in ${pairFiles.privateKey} -pubout`;

/** The command by which the other side computes the shared secret (ECDH); it prints hex. */
export const opensslDerive = (terminal: Terminal): string =>
	[
		overLines(terminal, [
			`openssl pkeyutl -derive -inkey ${pairFiles.privateKey} -peerkey ${pairFiles.publicKey}`,
			`-out ${pairFiles.secret}`
		]),
		hexOf(terminal, pairFiles.secret)
	].join('\n');
