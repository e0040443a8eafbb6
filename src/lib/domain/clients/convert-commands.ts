import type { PrivateKeyEncoding } from '../errors.ts';
import { isMlDsa, type CmkSpec } from '../key/kinds.ts';
import { defaultCommandFiles } from './wrapping-command.ts';

const { keyMaterial } = defaultCommandFiles;
/** Writes PKCS #8 in DER, whatever form the key has that OpenSSL knows, and asks for the password where there is one. */
const openssl = `openssl pkcs8 -topk8 -nocrypt -in key.pem -outform DER -out ${keyMaterial}`;
/** OpenSSL from 3.5 on. Without the option it writes the expanded key too, which RSAES-OAEP has no room for. */
const seedOnly = `openssl pkey -in key.pem -provparam ml-dsa.output_formats=seed-only -outform DER -out ${keyMaterial}`;

/**
 * The command that makes PKCS #8 in DER of a private key in another form. Its own file stays as it is.
 *
 * @param keySpec - ssh-keygen writes a key of Ed25519 in OpenSSH's form only
 */
export function toPkcs8Command(form: PrivateKeyEncoding, keySpec: CmkSpec): string {
	switch (form) {
		case 'OPENSSH':
			return keySpec === 'ECC_NIST_EDWARDS25519'
				? `python3 -c "from cryptography.hazmat.primitives.serialization import *; k = load_ssh_private_key(open('id_ed25519', 'rb').read(), None); open('${keyMaterial}', 'xb').write(k.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()))"`
				: `cp id_key key.pem && ssh-keygen -p -N '' -m PKCS8 -f key.pem && ${openssl}`;
		case 'PUTTY':
			return `puttygen key.ppk -O private-openssh -o key.pem && ${openssl}`;
		case 'JWK':
			return `node -e "fs.writeFileSync('${keyMaterial}', crypto.createPrivateKey({ key: JSON.parse(fs.readFileSync('key.jwk')), format: 'jwk' }).export({ type: 'pkcs8', format: 'der' }), { flag: 'wx' })"`;
		default:
			return isMlDsa(keySpec) ? seedOnly : openssl;
	}
}
