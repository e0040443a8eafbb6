/** The programs that encrypt key material elsewhere. */
export const clientMessages = {
	client: 'Encrypt with',
	token: 'A PKCS #11 token (pkcs11-tool)',
	version: (what: string, version: string) =>
		`Check the version: you need ${what} ${version} or later`,
	/** where OpenSSL is asked for, and macOS may have LibreSSL in its place */
	versionOrLibreSsl: (openSsl: string, libreSsl: string) =>
		`Check the version: you need OpenSSL ${openSsl} or later, or LibreSSL ${libreSsl} or later`,
	terminal: 'Commands for',
	copyAll: 'Copy all commands',
	allCopied: 'All commands were copied.',
	noteLibreSsl:
		'macOS’s own openssl is LibreSSL. From version 3.1 on it can do this; older ones say “parameter setting error”.',
	noteNoLibreSsl:
		'macOS’s own openssl is LibreSSL, which can’t do this. Use OpenSSL 3, such as Homebrew’s /opt/homebrew/opt/openssl@3/bin/openssl, or choose another program.',
	setUp: 'Name the module, the token and the key, and see what the token can do',
	makeInToken: 'Make the key in the token, or use one that is already there and extractable',
	keepTheToken:
		'Keep the token, or a backup of it. You need the same key again after expiry or deletion; Airlock can’t give it back.',
	saveProgram: (file: string) => `Save this program as ${file}`,
	saveFile: (file: string) => `Save ${file}`,
	theProgram: (file: string) => `the program ${file}`,
	cantTitle: (client: string, algorithm: string) => `${client} can’t do ${algorithm} by itself.`,
	cantCause: (algorithm: string) =>
		`Its library has no AES key wrap. It can do ${algorithm}: create parameters for that, or choose another program.`,
	createFor: (algorithm: string) => `Create parameters for ${algorithm}`,
	otherAlgorithms: 'If your program can do only one of these, create parameters for it:',
	noteHashes: {
		PYTHON: 'The program names the hash twice, for OAEP and for MGF1. Use the same hash for both.',
		NODE: 'Without oaepHash, Node.js uses SHA-1.',
		JAVA: 'OAEPWithSHA-256AndMGF1Padding alone uses SHA-1 for MGF1. The OAEPParameterSpec names both hashes.',
		GO: 'EncryptOAEP uses its hash for MGF1 too. The label is nil.'
	},
	noteJavaWrap:
		'AES/KWP/NoPadding is in JDK 17 and later. AES/KW/PKCS5Padding pads differently, and Airlock refuses such a file.',
	noteExtractable:
		'A key can leave its token only if it is extractable. Otherwise you can’t import it anywhere.',
	noteTokenOaep: (otherAlgorithm: string) =>
		`Before version 0.27, pkcs11-tool can wrap only with RSA-PKCS, which Airlock refuses. Some tokens support OAEP only with SHA-1. For these, create parameters for ${otherAlgorithm}.`,
	noteTokenWrap:
		'0x210B is CKM_AES_KEY_WRAP_KWP. A token without it may have the same under 0x210A, CKM_AES_KEY_WRAP_PAD, as SoftHSM does. Older tokens pad differently under that number, and Airlock refuses the file.'
};
