import { cryptoMessages } from '../messages/crypto.ts';
import type { Language } from '#lib/domain/language.ts';
import { paletteMessages } from '../messages/palette.ts';
import { shellMessages } from '../messages/shell.ts';
import { signMessages } from '../messages/sign.ts';
import { vaultFileMessages } from '../messages/vault-file.ts';
import type { Entry } from './entries.ts';

const addresses = {
	overview: '#/',
	keys: '#/keys',
	createKey: '#/keys/new',
	importKey: '#/keys/new?origin=external',
	encrypt: '#/crypto/encrypt',
	decrypt: '#/crypto/decrypt',
	files: '#/crypto/files',
	dataKeys: '#/crypto/data-keys',
	sign: '#/crypto/sign',
	checkSignature: '#/crypto/verify',
	certificate: '#/crypto/certificate',
	mac: '#/crypto/mac',
	rsa: '#/crypto/rsa',
	agree: '#/crypto/agree',
	wrap: '#/wrap',
	activity: '#/activity',
	learn: '#/learn',
	settings: '#/settings',
	openFile: '#/vault-file/open',
	about: '#/about',
	verify: '#/about/verify'
} as const;
export type Screen = keyof typeof addresses;

/** The screens that can be gone to from anywhere. */
export function screenEntries(language: Language): Entry[] {
	const { screenTerms, verify } = paletteMessages[language];
	const { overview, keys, wrap, activity, learn, settings, about } = shellMessages[language];
	const { createKey, importKey, encrypt, decrypt, files, dataKeys } = cryptoMessages[language];
	const { sign, verify: checkSignature, certificate, mac, rsa, agree } = signMessages[language];
	const labels: Readonly<Record<Screen, string>> = {
		...{ sign, checkSignature, certificate, mac, rsa, agree },
		...{ overview, keys, createKey, importKey, encrypt, decrypt, files, dataKeys },
		...{
			wrap,
			activity,
			learn,
			settings,
			about,
			verify,
			openFile: vaultFileMessages[language].open
		}
	};
	return (Object.keys(addresses) as Screen[]).map((screen) => ({
		id: `to-${screen}`,
		group: 'SCREENS',
		label: labels[screen],
		terms: screenTerms[screen],
		deed: { address: addresses[screen] }
	}));
}
