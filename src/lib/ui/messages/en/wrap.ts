import type { PublicKeyForm } from '#lib/domain/reading/content.ts';

/** The page that wraps key material for other services. */
export const wrapMessages = {
	/** where the public key is found */
	sources: {
		AWS: 'KMS > Customer managed keys > your key (origin External) > Key material > Import key material > Download wrapping public key and import token. Bring the zip as it is.',
		ALIBABA:
			'Key Management Service > Keys > your key (material origin External) > Key material > parameters for import, RSA_2048. Or GetParametersForImport, whose PublicKey is Base64.',
		PING_AN:
			'Keys > Customer managed keys > Key Detail > Import Key’s Data > Get parameters for import. Or GetParametersForImport, whose public key is hex.',
		GOOGLE:
			'Key Management > your key ring > Import jobs > your job > Download wrapping key. Or: gcloud kms import-jobs describe IMPORT_JOB --location LOCATION --keyring KEY_RING --format="value(publicKey.pem)"',
		AZURE:
			'A key exchange key (KEK): RSA-HSM with the one operation “import”, in the same vault. az keyvault key download --vault-name VAULT_NAME --name KEK_NAME --encoding PEM --file kek.pem; its identifier is in az keyvault key show, key.kid.',
		VAULT: 'vault read -field=public_key transit/wrapping_key > wrapping-key.pem',
		TENCENT:
			'KMS > Customer keys > your key (external) > Import key material > download the public key and the token, RSA_2048. Or GetParametersForImport, whose PublicKey is Base64.',
		OTHER: 'An RSA public key or a certificate, of 2048, 3072 or 4096 bits.',
		AIRLOCK:
			'There: the key > Import Key’s Data > Create parameters > Download all. Bring airlock-import-….zip as it is.'
	},
	title: 'Wrap for a cloud',
	titleFor: (cloud: string) => `Wrap for ${cloud}`,
	lead: 'Encrypts key material under the public key of another service, and gives you the files that it takes. Nothing leaves this computer.',
	steps: 'Steps of wrapping',
	stepTitles: {
		service: 'Service',
		publicKey: 'Public key',
		material: 'Key material',
		files: 'Files'
	},
	need: 'What you need',
	needs: {
		publicKey: 'The public key of the service. Choose the service to see where it is found.',
		material: 'Key material. Airlock can make it now, or you bring it.',
		passphrase: 'A passphrase for the copy that you keep: no service gives a key back.'
	},
	needsKey: (sizes: string) => `Needed: a public key of ${sizes}.`,
	needsToken: 'Bring it with its import token, in one download.',
	aboutTo: (type: string, method: string, cloud: string) =>
		`Wrap encrypts one key, ${type}, with ${method} for ${cloud}.`,
	where: '1 Service',
	chooseTarget: 'Choose the service.',
	kid: 'Identifier of the key exchange key (kid)',
	kidHint: 'https://VAULT.vault.azure.net/keys/NAME/VERSION. It goes into the file.',
	enterKid: 'Enter the identifier of the key exchange key, as Azure shows it.',
	forCommand: 'What the command says',
	cloudKeyId: 'ID or name of the key there (optional)',
	cloudKeyIdHint: 'Without it, the command has a name in capitals instead.',
	plainIdOnly: 'Use only letters, digits and . _ : / @ - in a command.',
	expiry: 'The key material expires there',
	never: 'never',
	afterDays: (days: number) => (days === 1 ? '24 hours from now' : `${days} days from now`),

	publicKey: '2 Public key',
	publicKeyField: 'Public key file',
	publicKeyHint: 'PEM, DER, Base64, hex, JSON, a certificate or a zip, as you got it.',
	whereFrom: 'Where it is found',
	choosePublicKey: 'Choose the public key of the service.',
	pkOk: (bits: number) => `RSA-${bits} public key.`,
	fingerprint: (words: string) => `Fingerprint (SHA-256) ${words}`,
	pkFrom: {
		SPKI: '',
		PKCS_1: '',
		JWK: '',
		CERTIFICATE: 'This is a certificate; its public key was taken from it.',
		CSR: 'This is a certificate request; the public key was taken from it. Make sure that it is the service’s, not your own.',
		PKCS_7: 'These are certificates (PKCS #7); the public key of the first was taken.',
		SSH: 'This is an SSH key; make sure that it is the one that the service gave you.',
		XML: 'The public key was taken from XML of .NET.',
		PRINTED: 'The public key was taken from what OpenSSL prints.'
	} satisfies Record<PublicKeyForm, string>,
	pkToken: 'The import token that came along goes into the result.',
	pkPrivate: 'This is a private key. Never upload it anywhere.',
	pkPrivateCause:
		'Use the public key that the service gave you. Airlock kept nothing of this private key.',
	pkSize: (cloud: string, sizes: string, bits: number) =>
		`${cloud} uses ${sizes}; this key has ${bits} bits.`,
	pkSmall: (bits: number) => `This key has ${bits} bits. No service wraps with so small a key.`,
	pkOther: (kind: string) => `This is a public key, ${kind}. Services wrap with RSA keys.`,
	pkMany: (count: number) =>
		`There are ${count} public keys in this file; the first one was taken. If you need another one, choose a file with that key alone.`,
	pkExpired: (time: string) =>
		`The certificate expired at ${time}: ask the service whether the key still works.`,
	pkOnlyToken: 'This is an import token. It isn’t needed for wrapping.',
	pkOnlyTokenCause: 'Keep it for the upload, and choose the public key of the same download.',
	pkNone: 'There is no public key in it.',
	pkNoneCause: 'Choose the file that the service calls public key or wrapping key.',

	material: '3 Key material',
	keyType: 'Type of the key',
	method: 'Wrapping method',
	methodOlder: (name: string) => `${name} (older)`,
	methodOlderHint: (cloud: string) =>
		`PKCS #1 v1.5 is older. It is here only because ${cloud} still takes it.`,
	methodHint: 'The one that you chose in the service when you got the public key.',
	googleMethod: (method: string) => `The import job must have the method ${method}.`,
	tooSmall: (name: string) => `${name}: too small for this key`,
	tooSmallHint: (type: string, better: string) =>
		`Methods marked as too small can’t wrap this key (${type}). Use ${better}.`,
	source: 'Where it comes from',
	makeNow: 'Make it now',
	fromFile: 'From a file',
	fromPaste: 'Paste it',
	fromKey: 'A key of this vault that was made exportable',
	noExportable: (type: string) =>
		`There is none of the type ${type}. You choose that when you create a key.`,
	file: 'Key material file',
	fileHint:
		'Raw bytes, hex or Base64; a private key as PEM or DER, or a .p12 or .pfx file. If it has a password, it is asked for. It is read here and not stored.',
	paste: 'Key material in hex or Base64, or a private key in PEM',
	pasteHint: 'What you paste is not stored.',
	keyPasswordHint: 'It opens the file. Airlock forgets it once the key is wrapped.',
	chooseFile: 'Choose the file with the key material.',
	pasteSomething: 'Paste the key material.',
	key: 'Key',
	chooseKey: 'Choose a key.',
	usable: 'Ready to be wrapped.',
	needsBytes: (type: string, bytes: number, needed: number) =>
		`${type} needs ${needed} bytes; this has ${bytes}.`,
	/** why a file can't be wrapped */
	faults: {
		PKCS_12: {
			title: 'This .p12 or .pfx file is encrypted in an older way.',
			cause: 'Airlock can’t open that. Extract the key first:'
		},
		LOCKED: {
			title: 'This private key is locked with its own password.',
			cause: 'Airlock can’t open it. Remove the password first:'
		},
		OPENSSH: {
			title: 'This is a private key of OpenSSH.',
			cause: 'Airlock reads PKCS #8. ssh-keygen converts a copy of an RSA or ECDSA key:'
		},
		PUTTY: {
			title: 'This is a private key of PuTTY (.ppk).',
			cause: 'Airlock reads PKCS #8. Export the key from PuTTY, and convert it:'
		},
		COSIGN: {
			title: 'This is a private key of cosign, locked with its own password.',
			cause:
				'cosign exports it in no other form, so Airlock can’t wrap it. Make a key with OpenSSL instead, and bring it to cosign with “cosign import-key-pair”.'
		},
		PRINTED: {
			title: 'This is a private key as OpenSSL prints it.',
			cause: 'Let OpenSSL write the key itself:'
		},
		DAMAGED: {
			title: 'This private key is incomplete.',
			cause: 'It was cut off, or changed. Copy it again from where it was made.'
		},
		MANY_KEYS: {
			title: 'Several keys were found in this file.',
			cause: 'Choose a file with only one of them.'
		}
	},
	otherKey: (kind: string) => `This is a private key, ${kind}.`,
	otherKeyCause:
		'Services take RSA keys of 2048, 3072 or 4096 bits, and keys on the curves P-256, P-384 and P-521.',
	openCommand: 'command that opens the key',
	noMaterial: 'There is no key material in it.',
	copyAgeHint: 'A file under a passphrase that you choose. It is downloaded when you press Wrap.',
	copyShowHint: 'It is shown after you press Wrap, until you go on.',
	copyNotShown: 'Not for private keys: they are too long to write down.',
	copyNoneRefused:
		'Not for a key that is made now: nobody has it yet, and the service does not give it back.',
	wrap: 'Wrap',
	wrapping: 'Wrapping…',
	working: 'Making the copy and wrapping. This can take a few seconds…',

	done: (cloud: string) => `Wrapped for ${cloud}.`,
	copySaved: 'Your encrypted copy was downloaded. Keep it: the service does not give the key back.',
	files: 'Files',
	downloadAll: 'Download all (.zip)',
	downloadFile: (name: string) => `Download ${name}`,
	downloaded: (name: string) => `Downloaded: ${name}`,
	inZip: 'The zip has all of them, their checksums, and instructions in English and Chinese.',
	nextCommand: 'Next command',
	openBao: 'The same for OpenBao',
	placeholders: (names: string) => `Replace with your own values: ${names}.`,
	noCommand: 'Airlock knows no command line for this service.',
	inConsole: 'Or in its console (names there can change)',
	deadline: 'Deadline',
	tokenUntil: (time: string) => `What the service gave you says that it works until ${time}.`,
	toCompare: 'To compare',
	kcv: 'Check value (KCV)',
	sha256: 'SHA-256, first 16 bytes',
	publicSha256: 'SHA-256 of its public key (DER)',
	compareHint: 'Services that show a check value show the same one for the same key.',
	wrappingKey: 'Wrapping key',
	again: 'Wrap something else'
};
