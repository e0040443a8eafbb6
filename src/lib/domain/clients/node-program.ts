import { defaultCommandFiles as files } from './wrapping-command.ts';
import { isHybrid, oaepHash, type WrappingAlgorithm } from '../import/wrapping.ts';

/** With Node.js 18 or later. `oaepHash` is the hash of MGF1 too, and is SHA-1 where it is left out. */
export function nodeProgram(algorithm: WrappingAlgorithm): string {
	const hash = oaepHash(algorithm) === 'SHA-1' ? 'sha1' : 'sha256';
	const hybrid = isHybrid(algorithm);
	const names = ['constants', 'publicEncrypt'];
	if (hybrid) names.push('createCipheriv', 'randomBytes');
	return [
		`import { ${names.toSorted().join(', ')} } from 'node:crypto';`,
		"import { readFileSync, writeFileSync } from 'node:fs';",
		'',
		`const keyMaterial = readFileSync('${files.keyMaterial}');`,
		'if (keyMaterial.length !== 32)',
		`  throw new Error(\`${files.keyMaterial} has \${keyMaterial.length} bytes; 32 are needed.\`);`,
		'// Without oaepHash Node uses SHA-1.',
		'const rsa = {',
		`  key: readFileSync('${files.publicKey}'),`,
		"  format: 'der',",
		"  type: 'spki',",
		'  padding: constants.RSA_PKCS1_OAEP_PADDING,',
		`  oaepHash: '${hash}'`,
		'};',
		...(hybrid
			? [
					'const aesKey = randomBytes(32);',
					'// AES key wrap with padding (RFC 5649) and its initial value',
					"const aes = createCipheriv('id-aes256-wrap-pad', aesKey, Buffer.from('a65959a6', 'hex'));",
					`const encrypted = [publicEncrypt(rsa, aesKey), aes.update(keyMaterial), aes.final()];`,
					`writeFileSync('${files.encryptedKey}', Buffer.concat(encrypted));`
				]
			: [`writeFileSync('${files.encryptedKey}', publicEncrypt(rsa, keyMaterial));`])
	].join('\n');
}
