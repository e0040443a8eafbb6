import type { Names, Causes } from '../containers.ts';

/** Files of other programs: what they are called, and what to do before Airlock can use what is inside. */
export const containerMessages = {
	names: {
		JWE: 'an encrypted JSON object (JWE)',
		TR_31: 'a TR-31 key block',
		PGP: 'a PGP file',
		CMS: 'a CMS (PKCS #7) file',
		SMIME: 'an encrypted mail (S/MIME)',
		FERNET: 'a Fernet token',
		CIPHERTEXT: 'ciphertext, by its name or what stands beside it',
		LUKS: 'an encrypted disk (LUKS)',
		KEEPASS: 'a KeePass database',
		GZIP: 'a gzip file',
		TAR: 'a tar file',
		BZIP2: 'a bzip2 file',
		XZ: 'an xz file',
		ZSTD: 'a Zstandard file',
		SEVEN_ZIP: 'a 7-Zip file',
		RAR: 'a RAR file',
		CPIO: 'a cpio archive',
		AR: 'an ar archive (.a, .deb)',
		JKS: 'a Java key store (JKS)',
		JCEKS: 'a Java key store (JCEKS)',
		TINK_KEYSET: 'a Tink keyset',
		AGE_IDENTITY: 'an age identity, which opens age files',
		RSA_MODULUS:
			'the modulus of an RSA key without its exponent, as “openssl rsa -modulus” prints it',
		ASN1_LISTING: 'a listing of a file, as “openssl asn1parse” prints it',
		RECOVERY_SHARES: 'a share of a recovery kit, or several',
		SMIME_SIGNED: 'signed data (S/MIME, PKCS #7)',
		JWT: 'a signed token (JWT)',
		AGE_RECIPIENT: 'an age recipient',
		SSH_SIGNATURE: 'an SSH signature',
		JAVA_OBJECT: 'a serialized Java object',
		SQLITE: 'an SQLite database',
		PDF: 'a PDF document',
		IMAGE: 'a picture'
	} satisfies Names,
	encryptedBy: (program: string) => `a file encrypted with ${program}`,
	title: (name: string) => `This is ${name}.`,
	causes: {
		ENCRYPTED:
			'Another program has encrypted what is inside, so it is not key material yet. Open it with that program and its key or password, then choose the result.',
		ARCHIVE: 'No key was found in it. Unpack it and choose the file inside.',
		KEY_STORE: 'Take the key out of it with the program that made it, then choose the result.',
		LISTING:
			'It was printed for people to read, and doesn’t hold a whole key. Bring the key itself: “openssl pkey -in key.pem -pubout -out public.pem” writes the public one.',
		SHARES:
			'These shares alone do not give the key material. Choose the files of all your shares at once, or put their text into one file: Airlock joins them.',
		OTHER: 'It holds no key that Airlock can read. You may have chosen the wrong file.'
	} satisfies Causes
};
