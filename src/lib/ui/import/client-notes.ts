import { libreSslCan, type WrappingClient } from '#lib/domain/clients/client-commands.ts';
import type { Terminal } from '#lib/domain/clients/terminal.ts';
import { isHybrid, oaepHash, type WrappingAlgorithm } from '#lib/domain/import/wrapping.ts';
import type { CmkSpec } from '#lib/domain/key/kinds.ts';
import { clientMessages } from '../messages/clients.ts';
import { importMessages } from '../messages/import.ts';
import type { Language } from '#lib/domain/language.ts';

interface Circumstances {
	algorithm: WrappingAlgorithm;
	keySpec: CmkSpec;
	terminal: Terminal;
	language: Language;
}

/** @returns the usual mistakes with this client, in sentences */
export function clientNotes(
	client: WrappingClient,
	{ algorithm, keySpec, terminal, language }: Circumstances
): string[] {
	const text = importMessages[language];
	const ofClients = clientMessages[language];
	const hybrid = isHybrid(algorithm);
	const sha1 = oaepHash(algorithm) === 'SHA-1';
	const wanted = sha1 ? [text.noteSha1Wanted] : [];
	switch (client) {
		case 'OPENSSL':
			return [
				...(sha1 ? wanted : [text.noteSha1]),
				...(hybrid ? [text.noteWrapPad] : []),
				...(terminal === 'POWERSHELL' ? [text.notePowerShell] : []),
				...(terminal === 'ZSH'
					? [libreSslCan(algorithm, keySpec) ? ofClients.noteLibreSsl : ofClients.noteNoLibreSsl]
					: [])
			];
		case 'PKCS11_TOOL':
			return [
				...wanted,
				ofClients.noteExtractable,
				hybrid
					? ofClients.noteTokenWrap
					: ofClients.noteTokenOaep(`RSA_AES_KEY_WRAP_${sha1 ? 'SHA_1' : 'SHA_256'}`)
			];
		default:
			return [
				...wanted,
				ofClients.noteHashes[client],
				...(client === 'JAVA' && hybrid ? [ofClients.noteJavaWrap] : [])
			];
	}
}
