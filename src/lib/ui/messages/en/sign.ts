/** Using keys that sign and keys that make MACs. */
export const signMessages = {
	sign: 'Sign',
	verify: 'Verify',
	certificate: 'Certificate',
	mac: 'MAC',
	noSigningKeyTitle: 'No key can sign yet.',
	noSigningKeyCause: 'Create one for signing. It must be enabled.',
	noMacKeyTitle: 'No key can make MACs yet.',
	noMacKeyCause: 'Create one for MACs. It must be enabled.',

	algorithm: 'Algorithm',
	opensslRsaHint:
		'Ask the signer. What “openssl dgst -sign” makes with an RSA key is RSASSA_PKCS1_V1_5 with the hash of its command, unless it says rsa_padding_mode:pss.',
	message: 'What is signed',
	messageToVerify: 'What was signed',
	messageOfMac: 'What the MAC covers',
	text: 'Text',
	file: 'File',
	typed: 'Text',
	typedHint: 'It is taken as UTF-8, exactly as typed: an extra space or line break changes it.',
	messageFile: 'File',
	messageFileHint: (most: string) => `Up to ${most}. It is read when you start.`,
	tooLong: (size: string, most: string) => `It has ${size}; at most ${most} can be signed at once.`,

	jwt: 'JSON Web Token (JWT)',
	claims: 'Claims, in JSON',
	claimsHint:
		'An object such as {"sub": "build-7", "exp": 1893456000}. The header names the algorithm and this key’s ID.',
	noClaims: 'Enter a JSON object with the claims.',
	noJwsAlgorithm: 'JWTs have no name for this algorithm. Choose a key of another kind.',
	token: 'JSON Web Token',
	tokenWhat: 'the token',
	tokenHint: 'Anyone can read the claims; the signature only shows that they are yours.',

	formOfSignature: 'Form of the signature',
	formBytes: 'Bytes: for OpenSSL and programs',
	formSsh: 'SSH signature: for ssh-keygen and Git',
	namespace: 'Namespace',
	namespaceHint:
		'What the signature is for: “file” for files, “git” for Git. The person who verifies it must give the same namespace.',
	wrongNamespace: 'Enter up to 255 letters, digits or . _ - @, such as “file”.',
	sshCheckLead: (signers: string, message: string, signature: string) =>
		`With OpenSSH 8.1 or later, the file ${signers}, what was signed as ${message} and the signature as ${signature}:`,
	saveAllowedSigners: (signers: string) => `Save ${signers}`,
	sshSignature:
		'This is an SSH signature. Airlock doesn’t verify those: use “ssh-keygen -Y verify”.',

	signed: (key: string, size: string) => `Signed with ${key}: a signature of ${size}.`,
	signature: 'Signature',
	signatureWhat: 'the signature',
	signatureHint: 'The signature as a file, or as Base64 or hex.',
	giveSignature: 'Choose the signature or paste it.',
	unreadSignature:
		'This can’t be read as a signature. Choose the file that has it, or paste Base64 or hex.',
	verifyThis: 'Verify this',
	checkThisMac: 'Check this',
	savePublicKey: 'Save the public key',
	saveText: (file: string) => `Save the text as ${file}`,
	checkTitle: 'Check it without Airlock',
	checkLead: (publicKey: string, message: string, signature: string) =>
		`With OpenSSL 3, the public key as ${publicKey}, what was signed as ${message} and the signature as ${signature}:`,
	checkWhat: 'the command that verifies the signature',

	verified: 'The signature is valid.',
	verifiedMore: (key: string, algorithm: string) =>
		`${key} signed exactly this, with ${algorithm}. Nothing was changed since.`,

	whose: 'Signed by',
	ofVault: 'A key in this vault',
	ofOther: 'Somebody else: I have the public key',
	verifyingKinds:
		'Airlock verifies with RSA from 2048 bits on, P-256, P-384, P-521, Ed25519 and ML-DSA.',
	verifiedForeign: (algorithm: string) =>
		`Whoever has the private key to this public key signed exactly this, with ${algorithm}. Nothing was changed since.`,
	compareFingerprint:
		'It doesn’t say who that is. Compare the fingerprint of the public key with the one that the signer has told you.',

	job: 'What to do',
	makeMac: 'Make a MAC',
	checkMac: 'Check a MAC',
	macMade: (key: string, size: string) => `MAC made with ${key}: ${size}.`,
	macWhat: 'the MAC',
	macField: 'MAC',
	macHint: 'The MAC as a file, or as Base64 or hex.',
	giveMac: 'Choose the MAC or paste it.',
	unreadMac: 'This can’t be read as a MAC. Choose the file that has it, or paste Base64 or hex.',
	macRight: 'The MAC is valid.',
	macRightMore: (key: string) =>
		`Someone who has the key material of ${key} made it over exactly this. Nothing was changed since.`,

	rsa: 'RSA',
	noRsaKeyTitle: 'No key can receive yet.',
	noRsaKeyCause: 'Create one to let others encrypt for you. It must be enabled.',
	rsaDecrypt: 'Decrypt what others encrypted for a key',
	rsaEncrypt: 'Encrypt for a key',
	toEncrypt: 'What is encrypted',
	ciphertext: 'Encrypted data',
	ciphertextHint: 'The file that was encrypted with the public key, or Base64 or hex.',
	giveCiphertext: 'Choose the encrypted data or paste it.',
	unreadCiphertext: 'This can’t be read. Choose the file, or paste Base64 or hex.',
	ciphertextWhat: 'the encrypted data',

	agree: 'Key agreement',
	noAgreeingKeyTitle: 'No key can agree on a secret yet.',
	noAgreeingKeyCause: 'Create one for key agreement. It must be enabled.',
	agreeLead:
		'Give the other side the public key of your key, and choose theirs here. Each computes the same secret, which was never sent (ECDH).',
	ownPublicKey: 'Your public key, for the other side',
	agreeVerb: 'Compute the secret',
	agreeingKinds: 'Key agreement works with keys on P-256, P-384 and P-521.',
	otherCurve: (curve: string) =>
		`Your key is ${curve}. The public key of the other side must be on the same curve.`,
	agreed: (key: string, size: string) => `Agreed with ${key}: a secret of ${size}.`,
	agreedMore:
		'Don’t use it as a key: derive one from it, for example with HKDF. Airlock shows it only here and keeps it nowhere. The same two keys give the same secret again.',
	sharedSecret: 'Shared secret, in hex',
	sharedSecretWhat: 'the shared secret',
	deriveTitle: 'On the other side, without Airlock',
	deriveLead: (privateKey: string, publicKey: string) =>
		`With OpenSSL 3, their private key as ${privateKey} and your public key as ${publicKey}. It prints the same hex:`,
	deriveWhat: 'the command that computes the secret',
	publicKeyLeadAgree: 'Give it to the other side: with it, they compute the same secret as you.',

	publicKeyTitle: 'Public key',
	publicKeyLead: 'Hand it out freely: it verifies what this key signs.',
	publicKeyLeadEncrypt: 'Hand it out freely: with it, anyone can encrypt for this key.',
	encryptWhat: 'the command that encrypts for this key',
	encryptLead: (publicKey: string) =>
		`With OpenSSL 3 and the public key as ${publicKey}. Decrypt the result under Use keys.`,
	encryptTitle: 'Encrypt without Airlock',
	fingerprint: 'Fingerprint (SHA-256)',
	openSshFingerprint: 'Fingerprint in OpenSSH',
	thumbprint: 'Thumbprint (RFC 7638)',
	openSsh: 'OpenSSH line',
	qr: 'The public key in PEM as a QR code',
	jwk: 'JWK',
	savePem: 'Save as PEM',
	saveDer: 'Save as DER',
	otherForms: 'Other forms'
};
