import { KmsError } from '../errors.ts';
import { readFile } from '../reading/file-reading.ts';
import type { FileContent } from '../reading/content.ts';
import { wipeReadings } from '../reading/reading.ts';
import { plainLengths } from '../reading/recognise.ts';

/**
 * Notices key material that was chosen where the encrypted key belongs.
 *
 * @throws {@link KmsError} `PlaintextKeyMaterial` for a file that holds bytes of the length of a key, or a private key, in any
 * encoding that is known; the caller stores nothing of it
 */
export function refusePlaintextKeyMaterial(file: Uint8Array): void {
	const readings = readFile(file, { expectedLengths: [...plainLengths] });
	wipeReadings(readings);
	const secret = readings.find(({ content }) => secretKinds.includes(content.kind));
	if (!secret) return;
	const { content, steps, bytes } = secret;
	const isPrivate = content.kind !== 'KEY_MATERIAL';
	const last = steps.at(-1)?.step;
	throw new KmsError('PlaintextKeyMaterial', {
		form: isPrivate ? 'PRIVATE_KEY' : last === 'HEX' || last === 'BASE64' ? last : 'BYTES',
		actualBytes: isPrivate ? file.length : bytes.length
	});
}

const secretKinds: readonly FileContent['kind'][] = ['KEY_MATERIAL', 'PRIVATE_KEY', 'PKCS_12'];
