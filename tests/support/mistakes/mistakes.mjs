// What people's Node writes where it should be RSAES_OAEP_SHA_256, or RSA_AES_KEY_WRAP_SHA_256 (hybrid-).
import {
	constants,
	createCipheriv,
	createPublicKey,
	publicEncrypt,
	randomBytes
} from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

const key = createPublicKey({ key: readFileSync('PublicKey.der'), format: 'der', type: 'spki' });
const material = readFileSync('KeyMaterial.bin');
/** @type {(options: object, bytes: Buffer) => Buffer} */
const rsa = (options, bytes) => publicEncrypt({ key, ...options }, bytes);

writeFileSync('sha1', rsa({}, material));
writeFileSync('pkcs1', rsa({ padding: constants.RSA_PKCS1_PADDING }, material));
writeFileSync('sha512', rsa({ oaepHash: 'sha512' }, material));
writeFileSync('label', rsa({ oaepHash: 'sha256', oaepLabel: Buffer.from('key') }, material));
const filled = Buffer.concat([Buffer.alloc(224), material]);
writeFileSync('raw', rsa({ padding: constants.RSA_NO_PADDING }, filled));
writeFileSync('hex', rsa({ oaepHash: 'sha256' }, Buffer.from(material.toString('hex'))));
writeFileSync('latin1', rsa({ oaepHash: 'sha256' }, material).toString('latin1'));
writeFileSync('lost', rsa({ oaepHash: 'sha256' }, material).toString());
writeFileSync('json', JSON.stringify(rsa({ oaepHash: 'sha256' }, material)));

const aesKey = randomBytes(32);
const first = rsa({ oaepHash: 'sha256' }, aesKey);
/** @type {(name: string, iv: Buffer) => Buffer} */
const under = (name, iv) => {
	const cipher = createCipheriv(name, aesKey, iv);
	return Buffer.concat([cipher.update(material), cipher.final()]);
};
/** @type {(name: string, ...parts: Buffer[]) => void} */
const write = (name, ...parts) => writeFileSync(`hybrid-${name}`, Buffer.concat(parts));
write('kw', first, under('id-aes256-wrap', Buffer.from('a6a6a6a6a6a6a6a6', 'hex')));
write('iv', first, under('id-aes256-wrap-pad', Buffer.from('a6a6a6a6', 'hex')));
write('cbc', first, under('aes-256-cbc', randomBytes(16)));
const nonce = randomBytes(12);
const gcm = createCipheriv('aes-256-gcm', aesKey, nonce);
const encrypted = Buffer.concat([gcm.update(material), gcm.final()]);
write('gcm', first, nonce, encrypted, gcm.getAuthTag());
write('gcm-tag', first, nonce, gcm.getAuthTag(), encrypted);
